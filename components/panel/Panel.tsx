/** The report panel: one modal dialog in the top layer, four steps, the same draft throughout. */
import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { CloseQuestion } from './CloseQuestion.tsx';
import { useComingBack } from './coming-back.ts';
import { useLeaving } from './leaving.ts';
import { PreviewStep } from './PreviewStep.tsx';
import { SentStep } from './SentStep.tsx';
import type { Step } from './state.ts';
import { usePanel } from './store.ts';
import { TargetLine, thisThing } from './TargetLine.tsx';
import { TopicStep } from './TopicStep.tsx';
import { WriteStep } from './WriteStep.tsx';

const STEPS: { step: Step; title: string }[] = [
  { step: 'topic', title: 'Topic' },
  { step: 'write', title: 'Who sees it, and what you saw' },
  { step: 'preview', title: 'Preview and send' },
  { step: 'sent', title: 'Receipt' },
];

export function Panel() {
  const state = usePanel();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { open, step, target, asking } = state;
  useLeaving();
  useComingBack();

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  // Each step starts where a reader starts: at the search box, or at its heading.
  useEffect(() => {
    if (!open || asking) return;
    const search = step === 'topic' ? dialog.current?.querySelector<HTMLElement>('.panel-search') : null;
    (search ?? heading.current)?.focus();
  }, [open, step, asking]);

  // What was pressed may be gone with the press: the focus is not to fall out of the panel with it.
  useEffect(() => {
    const root = dialog.current?.getRootNode() as ShadowRoot | undefined;
    if (open && root && !root.activeElement) heading.current?.focus({ preventScroll: true });
  });

  const at = STEPS.findIndex((one) => one.step === step);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the panel closes it, as Escape does.
    <dialog
      ref={dialog}
      className="ui panel"
      aria-labelledby="panel-title"
      onCancel={(event) => {
        // Escape: a second one, while it is asked whether to close, goes back to the text.
        event.preventDefault();
        if (asking) state.stay();
        else void state.close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current && !asking) void state.close();
      }}
    >
      <div className="panel-frame">
        <div className="panel-head">
          <div>
            <h2 id="panel-title" ref={heading} tabIndex={-1}>
              <Icon name="flag" /> Report {target && thisThing(target)}
            </h2>
            {target && <TargetLine target={target} />}
          </div>
          <Button
            look="quiet"
            icon="cross"
            aria-label="Close; your draft is kept"
            onClick={() => void state.close()}
          >
            Close
          </Button>
        </div>
        {asking ? (
          <CloseQuestion />
        ) : (
          <>
            <ol className="panel-steps">
              {STEPS.map((one, index) => (
                <li
                  key={one.step}
                  aria-current={index === at ? 'step' : undefined}
                  data-done={index < at || undefined}
                >
                  {index + 1}. {one.title}
                </li>
              ))}
            </ol>
            {state.problem && step !== 'preview' && step !== 'sent' && (
              <Notice kind="warn">{state.problem}</Notice>
            )}
            {state.discarded && (
              <Notice
                kind="info"
                actions={
                  <Button small icon="undo" onClick={() => state.restore()}>
                    Bring it back
                  </Button>
                }
              >
                The draft was discarded.
              </Notice>
            )}
            {/* It scrolls: Firefox would stop there with Tab, at something without a name. */}
            <div className="panel-body" tabIndex={-1}>
              {step === 'topic' && <TopicStep />}
              {step === 'write' && <WriteStep />}
              {step === 'preview' && <PreviewStep />}
              {step === 'sent' && <SentStep />}
            </div>
          </>
        )}
        <div className="panel-foot">
          Hub Steward is unofficial. What you type stays on this device until you press Send; then it goes to
          huggingface.co, and nowhere else.
        </div>
      </div>
    </dialog>
  );
}
