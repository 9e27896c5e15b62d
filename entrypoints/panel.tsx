import { createRoot } from 'react-dom/client';
import { defineUnlistedScript } from 'wxt/utils/define-unlisted-script';
import { Panel } from '../components/panel/Panel.tsx';
import panelCss from '../components/panel/panel.css?inline';
import { usePanel } from '../components/panel/store.ts';
import writeCss from '../components/panel/write.css?inline';
import controlsCss from '../components/ui/controls.css?inline';
import partsCss from '../components/ui/parts.css?inline';
import themeCss from '../components/ui/theme.css?inline';
import { OURS } from '../lib/guard/marks.ts';
import { shared } from '../lib/guard/shared.ts';

/** Injected by the worker on a trusted click, never before. A second injection finds the first one and does nothing. */
export default defineUnlistedScript(() => {
  if (!shared.open) {
    const host = document.createElement('div');
    host.setAttribute(OURS, 'panel');
    const root = host.attachShadow({ mode: 'closed' });
    const style = document.createElement('style');
    style.textContent = themeCss + controlsCss + partsCss + panelCss + writeCss;
    const place = document.createElement('div');
    root.append(style, place);
    document.documentElement.append(host);

    // The Hub's own switch decides, not the system: the panel should look as if it belonged to the page.
    const follow = () => {
      host.dataset.theme = document.documentElement.classList.contains('dark') ? 'dark' : 'light';
    };
    follow();
    new MutationObserver(follow).observe(document.documentElement, { attributeFilter: ['class'] });

    // What is typed here is nobody else's shortcut.
    for (const type of ['keydown', 'keypress', 'keyup'])
      host.addEventListener(type, (event) => event.stopPropagation());

    createRoot(place).render(<Panel />);
    shared.open = (handover) => usePanel.getState().begin(handover);
  }
  if (shared.handover) {
    const { handover } = shared;
    delete shared.handover;
    shared.open(handover);
  }
});
