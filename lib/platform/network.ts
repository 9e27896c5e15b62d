/** What the browser knows of the connection, for requests that nobody is waiting for. */

interface Connection {
  saveData?: boolean;
  type?: string;
}

/** Data that the person pays for by amount, as far as the browser says; Firefox says nothing on a desktop. */
export function isMetered(connection = (navigator as { connection?: Connection }).connection): boolean {
  return connection?.saveData === true || connection?.type === 'cellular';
}

/** May something be read that nobody asked for just now? A browser that says it is offline is believed here. */
export function mayReadUnasked(): boolean {
  return navigator.onLine !== false && !isMetered();
}
