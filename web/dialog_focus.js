// A panel that is a dialog: it has the focus, the other panels cannot be operated, Escape ends it, and then the focus is where it was.
// With another backdrop it is another dialog, whose beginning gets the focus, too.

import { focusable } from './mirror_dom.js';

export class DialogFocus {
  /**
   * @param {HTMLElement} root whose children are the panels
   * @param {(id: string) => void} end told the backdrop's id at Escape
   */
  constructor(root, end) {
    this.root_ = root;
    this.backdrop_ = '';
    /** @type {Element | null} */
    this.before_ = null; // had the focus
    addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.backdrop_) end(this.backdrop_);
    });
  }

  /** After the panels have changed.
   * @param {string} backdrop its id; "" when there is no dialog
   * @param {HTMLElement | null} section the dialog */
  update(backdrop, section) {
    const began = backdrop !== '' && backdrop !== this.backdrop_;
    const ended = backdrop === '' && this.backdrop_ !== '';
    if (!began && !ended && !section) return;
    if (began && this.backdrop_ === '') this.before_ = document.activeElement;
    this.backdrop_ = backdrop;
    if (began && section) {
      section.setAttribute('role', 'dialog');
      section.setAttribute('aria-modal', 'true');
      focusable(section)?.focus({ preventScroll: true });
    }
    for (const child of this.root_.children) {
      const isInert = section !== null && child !== section;
      if (child instanceof HTMLElement && child.inert !== isInert) child.inert = isInert;
    }
    if (ended && this.before_ instanceof HTMLElement && this.before_.isConnected) this.before_.focus({ preventScroll: true });
  }
}
