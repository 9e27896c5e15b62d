/** What a person is told of an error: its own sentence (the worker speaks in sentences), or one that helps. */
export function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message.trim() : '';
  return message || 'Something went wrong, and Hub Steward does not know what. Try again in a moment.';
}
