/** The report panel: one modal dialog in the top layer, four steps, the same draft throughout. */
import { useEffect, useRef } from 'react';
import { Button } from '../ui/Button.tsx';
import { Icon } from '../ui/Icon.tsx';
import { Notice } from '../ui/Notice.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { SentStep } from './SentStep.tsx';
import { type Step, usePanel } from './store.ts';
import { TopicStep } from './TopicStep.tsx';
import { WriteStep } from './WriteStep.tsx';

const STEPS: { step: Step; title: string }[] = [
  { step: 'topic', title: 'Topic' },
  { step: 'write', title: 'Who sees it, and what you saw' },
  { step: 'preview', title: 'Preview and send' },
  { step: 'sent', title: 'Receipt' },
];

const TYPES = {
  model: 'model',
  dataset: 'dataset',
  space: 'Space',
  kernel: 'kernel',
  bucket: 'bucket',
} as const;

export function Panel() {
  const state = usePanel();
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { open, step, target } = state;

  useEffect(() => {
    const element = dialog.current;
    if (!element) return;
    if (open && !element.open) element.showModal();
    if (!open && element.open) element.close();
  }, [open]);

  // Each step starts where a reader starts: at the search box, or at its heading.
  useEffect(() => {
    if (!open) return;
    const search = step === 'topic' ? dialog.current?.querySelector<HTMLElement>('.panel-search') : null;
    (search ?? heading.current)?.focus();
  }, [open, step]);

  const at = STEPS.findIndex((one) => one.step === step);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a click beside the panel closes it, as Escape does.
    <dialog
      ref={dialog}
      className="ui panel"
      aria-labelledby="panel-title"
      onCancel={(event) => {
        // Escape: the draft is kept, so nothing would be lost and nothing is asked.
        event.preventDefault();
        state.close();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) state.close();
      }}
    >
      <div className="panel-frame">
        <div className="panel-head">
          <div>
            <h2 id="panel-title" ref={heading} tabIndex={-1}>
              <Icon name="flag" /> Report {target && `this ${TYPES[target.repo.type]}`}
            </h2>
            {target && (
              <p className="panel-target">
                <code>{target.repo.id}</code>
                {target.path && (
                  <>
                    {' '}
                    · <code>{target.path}</code>
                  </>
                )}
                {target.lines && ` · lines ${target.lines.from}–${target.lines.to}`}
                {target.sha && (
                  <>
                    {' '}
                    · at <code title={target.sha}>{target.sha.slice(0, 7)}</code>
                  </>
                )}
              </p>
            )}
          </div>
          <Button
            look="quiet"
            icon="cross"
            aria-label="Close; your draft is kept"
            onClick={() => state.close()}
          >
            Close
          </Button>
        </div>
        <ol className="panel-steps">
          {STEPS.map((one, index) => (
            <li
              key={one.step}
              aria-current={index === at ? 'step' : undefined}
              data-done={index < at || undefined}
            >
              {one.title}
            </li>
          ))}
        </ol>
        {state.problem && step !== 'preview' && step !== 'sent' && (
          <Notice kind="warn">{state.problem}</Notice>
        )}
        <div className="panel-body">
          {step === 'topic' && <TopicStep />}
          {step === 'write' && <WriteStep />}
          {step === 'preview' && <PreviewStep />}
          {step === 'sent' && <SentStep />}
        </div>
        <div className="panel-foot">
          Hub Steward is unofficial. What you type stays on this device until you press Send; then it goes to
          huggingface.co, and nowhere else.
        </div>
      </div>
    </dialog>
  );
}
