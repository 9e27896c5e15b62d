// What each island does once it is alive.

import { setHtml } from './dom.js';
import { attachList } from './list.js';
import { attachFullText, attachSuggestions } from './search.js';

const esc = (s) =>
  String(s).replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);

function header(island, props) {
  const repo = props.model ?? props.dataset ?? props.space ?? props.kernel;
  let liked = false;
  const like = () => {
    const group = island.querySelector('[title="Like"], [title="Unlike"]')?.parentElement;
    group?.addEventListener('click', (event) => {
      if (!event.target.closest('[title="Like"], [title="Unlike"]')) return;
      liked = !liked;
      const html = group.outerHTML
        .replace(/title="(Like|Unlike)"/, `title="${liked ? 'Unlike' : 'Like'}"`)
        .replace(/>\d+<\/button>/, `>${repo.likes + Number(liked)}</button>`);
      const holder = document.createElement('div');
      holder.innerHTML = html;
      group.replaceWith(holder.firstElementChild);
      like();
    });
  };
  like();
  island
    .querySelector('[title^="Copy "]')
    ?.addEventListener('click', () => navigator.clipboard?.writeText(repo.id));
  for (const kebab of island.querySelectorAll('[data-kebab]')) {
    kebab.addEventListener('click', () => {
      const open = kebab.parentElement.querySelector('[data-menu]');
      if (open) return open.remove();
      const menu = document.createElement('div');
      menu.dataset.menu = '';
      setHtml(
        menu,
        '<ul class="menu"><li><button type="button">Copy URL</button></li><li><button type="button" data-report>Report the repository</button></li></ul>',
      );
      kebab.after(menu);
      menu.querySelector('[data-report]').addEventListener('click', () => {
        menu.remove();
        reportDialog(island, repo);
      });
    });
  }
}

const REASONS = ['Illegal or restricted content', 'Copyright infringement', 'Spam', 'Other'];

/** The Hub's own report: posts to a route of the sandbox, since the real request is not documented. */
function reportDialog(island, repo) {
  const dialog = island.querySelector('dialog');
  if (!dialog) return;
  setHtml(
    dialog,
    `<form method="post" action="/docs/sandbox/report/${esc(repo.repoType)}/${esc(repo.id)}" class="dialog-form"><h2>Report this repository</h2><p>This opens a public discussion.</p>${REASONS.map((r, i) => `<label><input type="radio" name="reason" value="${r}"${i ? '' : ' checked'}> ${r}</label>`).join('')}<textarea class="input" name="description" rows="4" placeholder="Description"></textarea><div><button class="btn" type="submit">Report</button> <button class="btn" type="button" data-close>Cancel</button></div></form>`,
  );
  dialog.querySelector('[data-close]').addEventListener('click', () => dialog.close());
  dialog.showModal();
}

function mainHeader(island) {
  attachSuggestions(island);
  island.querySelector('[data-nav-toggle]')?.addEventListener('click', () => {
    const nav = island.querySelector('nav');
    nav.toggleAttribute('data-open');
  });
}

function themeSwitcher(island) {
  island.querySelector('button')?.addEventListener('click', () => {
    const dark = !document.documentElement.classList.contains('dark');
    document.documentElement.classList.toggle('dark', dark);
    // biome-ignore lint/suspicious/noDocumentCookie: the Hub keeps a guest's theme in this cookie
    document.cookie = `theme=${dark ? 'dark' : 'light'}; path=/; max-age=31536000`;
  });
}

export const attach = {
  MainHeader: mainHeader,
  ThemeSwitcher: themeSwitcher,
  ModelHeader: header,
  DatasetHeader: header,
  SpaceHeader: header,
  KernelHeader: header,
  ModelList: attachList,
  DatasetList: attachList,
  SpaceList: attachList,
  KernelList: attachList,
  FullTextSearch: attachFullText,
};
