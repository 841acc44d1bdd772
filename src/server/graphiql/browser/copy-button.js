/** Puts a text on the clipboard, and says whether it is there. */
import { h } from './element.js';

const labels = { copied: 'Copied', refused: 'Not allowed here: copy from below' };

/** @param {{ readonly label: string, readonly text: string }} props */
export function CopyButton({ label, text }) {
  const [state, setState] = globalThis.React.useState(/** @type {keyof typeof labels | undefined} */ (undefined));
  const copy = async () => {
    try {
      // Browsers have it on safe connections only, and may refuse.
      await navigator.clipboard.writeText(text);
      setState('copied');
    } catch {
      setState('refused');
    }
  };
  return h(
    'span',
    null,
    h(
      'button',
      {
        type: 'button',
        onClick: () => void copy(),
        onBlur: () => {
          setState(undefined);
        },
      },
      label,
    ),
    h('span', { role: 'status' }, state === undefined ? '' : ` ${labels[state]}`),
  );
}
