/** The one place that tells a person's click from a script's: a page must not press our buttons. */
export function onTrusted(button: HTMLElement, type: 'click', act: (event: Event) => void): void {
  button.addEventListener(type, (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.isTrusted) act(event);
  });
}
