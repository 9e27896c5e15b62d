/** What the panel knows, and what can be done to it. */

import type { Handover } from '../../lib/guard/shared.ts';
import type { AccountState, PolicyForPanel, ReportContext } from '../../lib/platform/answers.ts';
import type { DmcaNotice } from '../../lib/report/dmca.ts';
import type { Picture } from '../../lib/report/picture.ts';
import type { Draft, Fork, OutboxRecord, Report, RouteKind, Target } from '../../lib/report/report.ts';

export type Step = 'topic' | 'write' | 'preview' | 'sent';

export interface PanelState {
  open: boolean;
  step: Step;
  handover: Handover | null;
  target: Target | null;
  policy: PolicyForPanel | null;
  /** Hash of the policy text to cite; `null`: the one in force. */
  citedText: string | null;
  /** `null` until the worker has said whether a token is kept: no route is known before. */
  account: AccountState | null;
  context: ReportContext | null;
  problem: string | null;
  draft: Draft | null;
  draftSaved: boolean;
  /** Why the draft could not be kept; `null` when it could. Only then closing asks. */
  saveProblem: string | null;
  /** Thrown away a moment ago: it can be taken back. */
  discarded: Draft | null;
  /** Asked inside the panel, over everything else. */
  asking: 'close' | null;
  /** The person ticked that they know it will be public. */
  confirmedPublic: boolean;
  /** The person was told to slow down, and goes on. */
  unhurried: boolean;
  /** For the person's own record; kept by the worker, apart from the draft. */
  picture: Picture | null;
  /** Taken away a moment ago: it can be taken back. */
  pictureRemoved: Picture | null;
  pictureBusy: boolean;
  pictureProblem: string | null;
  /** A copyright complaint in the making: kept nowhere but here, and for this page only. */
  notice: DmcaNotice | null;
  record: OutboxRecord | null;
  sending: boolean;
  id: string;
  reference: string;
}

export interface PanelActions {
  begin(handover: Handover): void;
  /** Closes at once when nothing would be lost, and asks otherwise. */
  close(): Promise<void>;
  /** Closes, whatever is lost. */
  closeAnyway(): void;
  stay(): void;
  goTo(step: Step): void;
  chooseTopic(id: string): void;
  chooseFork(fork: Fork): void;
  citeText(hash: string): void;
  chooseRoute(kind: RouteKind): void;
  confirmPublic(yes: boolean): void;
  goOnUnhurried(): void;
  /** Adds to a thread that is there instead of opening another; `null`: opens one after all. */
  join(thread: { discussion: number; title: string } | null): void;
  write(text: string): void;
  answer(question: string, words: string): void;
  fillNotice(notice: DmcaNotice): void;
  askFor(remedy: Report['remedy']): void;
  /** Leaves the selected passage out. */
  dropPassage(): void;
  /** Reports the revision that is current now, instead of the one that was current when the draft was begun. */
  takeCurrent(): void;
  /** @param shoot runs its argument while the panel is out of sight */
  takePicture(shoot: <T>(work: () => Promise<T>) => Promise<T>): Promise<void>;
  choosePicture(file: Blob): Promise<void>;
  removePicture(): Promise<void>;
  restorePicture(): Promise<void>;
  /** Keeps the draft now; `false` when that failed. */
  save(): Promise<boolean>;
  discard(): void;
  restore(): void;
  send(): Promise<void>;
  retry(): Promise<void>;
  cancel(): Promise<void>;
  /** Back to the text after the Hub said no, or after it was taken back; the next Send is a new report. */
  mend(): void;
  again(): void;
}

export const EMPTY: PanelState = {
  open: false,
  step: 'topic',
  handover: null,
  target: null,
  policy: null,
  citedText: null,
  account: null,
  context: null,
  problem: null,
  draft: null,
  draftSaved: false,
  saveProblem: null,
  discarded: null,
  asking: null,
  confirmedPublic: false,
  unhurried: false,
  picture: null,
  pictureRemoved: null,
  pictureBusy: false,
  pictureProblem: null,
  notice: null,
  record: null,
  sending: false,
  id: '',
  reference: '',
};

export type SetState = (change: Partial<PanelState>) => void;
export type GetState = () => PanelState;
