/** A mail leaves from the person's own mail program: opened there, as a file for it, or copied. Never sent by us. */
import { composeMail, emlOf, type Mail, mailtoUrl } from '../../lib/report/compose.ts';
import type { Report } from '../../lib/report/report.ts';
import { Button, LinkButton } from '../ui/Button.tsx';

interface MailActionsProps {
  report: Report;
  /** Instead of the mail that the report alone would become. */
  mail?: Mail | undefined;
  disabled?: boolean;
  /** Writes it down as handed over. */
  send: () => Promise<void>;
}

export function MailActions({ report, mail = composeMail(report), disabled, send }: MailActionsProps) {
  const download = () => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([emlOf(mail, Date.now())], { type: 'message/rfc822' }));
    link.download = `${report.reference}.eml`;
    link.click();
    // The browser has taken it by then; kept no longer than needed.
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    void send();
  };
  if (disabled)
    return (
      <Button look="primary" icon="mail" disabled>
        Open in your mail program
      </Button>
    );
  return (
    <>
      <LinkButton
        look="primary"
        icon="mail"
        href={mailtoUrl(mail)}
        target="_blank"
        rel="noreferrer"
        onClick={() => void send()}
      >
        Open in your mail program
      </LinkButton>
      <Button onClick={download}>Save as a mail file (.eml)</Button>
    </>
  );
}
