import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

/** Starts one of our pages. */
export function mount(page: ReactNode): void {
  createRoot(document.getElementById('root')!).render(<StrictMode>{page}</StrictMode>);
}
