/**
 * What we use of puppeteer-core that its types do not publish. All of it is here, so that an update of
 * puppeteer that moves something breaks in one place. Written against 25.16.
 */
import type { Browser, CDPSession, Frame, JSHandle, Page, WebWorker } from 'puppeteer-core';

/** A world of its own beside the page's: a page that patches `querySelector` sees nothing of what runs there. */
export interface Realm {
  evaluate<A extends unknown[], R>(fn: (...args: A) => R, ...args: unknown[]): Promise<Awaited<R>>;
  evaluateHandle<A extends unknown[], R>(fn: (...args: A) => R, ...args: unknown[]): Promise<JSHandle>;
  /** Chromium only. */
  adoptBackendNode(backendNodeId: number): Promise<JSHandle>;
  /** Firefox only: from a BiDi remote value to a handle. */
  createHandle(value: BidiValue): JSHandle;
  /** Firefox only. */
  realm: {
    callFunction(declaration: string, awaitPromise: boolean, options: object): Promise<BidiResult>;
  };
}

export interface BidiValue {
  type: string;
  sharedId?: string;
  value?: unknown;
}

export interface BidiResult {
  type: 'success' | 'exception';
  result: BidiValue;
  exceptionDetails?: { text: string };
}

export function isolatedRealm(frame: Frame): Realm {
  return (frame as unknown as { isolatedRealm(): Realm }).isolatedRealm();
}

/** The realm that a handle came from. */
export function realmOf(handle: JSHandle): Realm {
  return (handle as unknown as { realm: Realm }).realm;
}

/** Chromium's object id of a handle. */
export function remoteId(handle: JSHandle): string {
  const { objectId } = handle.remoteObject() as { objectId?: string };
  if (!objectId) throw new Error('This handle is a plain value, not an object of the page');
  return objectId;
}

export function cdp(target: Page | WebWorker): CDPSession {
  return 'mainFrame' in target ? (target as unknown as { _client(): CDPSession })._client() : target.client;
}

/** Firefox: a raw BiDi command. */
export async function bidi<T>(browser: Browser, method: string, params: object): Promise<T> {
  const { connection } = browser as unknown as {
    connection: { send(method: string, params: object): Promise<{ result: T }> };
  };
  return (await connection.send(method, params)).result;
}
