/** What an address points at after its `#`, decoded; a mangled one is taken as it stands. */
export function fragment(hash: string): string {
  const raw = hash.replace(/^#/, '');
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
