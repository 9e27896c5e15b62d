export function scrambleName(name: string): string;
export function scrambleHtml(html: string): string;
export function scrambleCss(css: string): string;
