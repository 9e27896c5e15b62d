/** Our own small line drawings, 20 by 20; they never carry meaning alone. */
const PATHS = {
  flag: 'M5 17.5V3m0 .8c4-2 6 1.6 10-.2v7.6c-4 1.8-6-1.8-10 .2',
  cover: 'M3.5 3.5h13v13h-13zM3.5 10h13M6 16.5l4-6.5m0 6.5 4-6.5',
  eye: 'M2 10c2-3.6 4.7-5.2 8-5.2s6 1.6 8 5.2c-2 3.6-4.7 5.2-8 5.2S4 13.6 2 10zm8-2.3a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z',
  hidden: 'M2 10c2-3.6 4.7-5.2 8-5.2s6 1.6 8 5.2c-2 3.6-4.7 5.2-8 5.2S4 13.6 2 10zM4 16.5 16 3.5',
  tag: 'M3.5 3.5h6l7 7-6 6-7-7zm3 3h.01',
  book: 'M10 5c-2-1.4-4-1.6-6.5-1.5v11.5c2.5-.1 4.5.1 6.5 1.5 2-1.4 4-1.6 6.5-1.5V3.5C14 3.4 12 3.6 10 5zm0 0v11.5',
  clock: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4zM10 6v4.3l2.7 1.7',
  check: 'M4 10.5l4 4 8-9',
  warn: 'M10 3 2.5 16.5h15zM10 8v4m0 2.3v.01',
  error: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4zM10 6.3v4.5m0 2.7v.01',
  info: 'M10 2.8a7.2 7.2 0 1 0 0 14.4 7.2 7.2 0 0 0 0-14.4zM10 9.2v4.5M10 6.5v.01',
  out: 'M8 4H4v12h12v-4m-5-8h5v5m0-5-7 7',
  mail: 'M2.8 5h14.4v10.5H2.8zm0 .5L10 11l7.2-5.5',
  form: 'M4.5 2.8h11v14.4h-11zM7.5 7h5m-5 3h5m-5 3h3',
  search: 'M8.8 3.5a5.3 5.3 0 1 0 0 10.6 5.3 5.3 0 0 0 0-10.6zM12.6 12.6l4 4',
  undo: 'M7 4 3.5 7.5 7 11M3.5 7.5h8a4.5 4.5 0 0 1 0 9H8',
  again: 'M16 9a6.2 6.2 0 1 0-1.4 5M16 4.5V9h-4.5',
  copy: 'M7 7h9.5v9.5H7zM4.5 13h-1V3.5H13v1',
  cross: 'M5 5l10 10M15 5 5 15',
  chevron: 'M6 8l4 4.5L14 8',
  key: 'M7 7.5a3.2 3.2 0 1 0 0 6.4 3.2 3.2 0 0 0 0-6.4zM9.5 9l7-5m-2.5 1.8 1.8 2.5',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg
      className="ui-icon"
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.6"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
