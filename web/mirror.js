// Real HTML controls in step with what is drawn: keyboards, screen readers and tests reach everything here.
//
// update(changes) is told after every frame how the list of controls has changed. It creates, changes, orders and removes elements so
// that the DOM order is the list's order, grouped by panel; it never moves the element that has the focus, and when that one disappears, the
// control that took its place gets the focus. Where the canvas works, each element lies invisible over its picture; without
// a canvas the same elements are the page (plain.css).

import { DialogFocus } from './dialog_focus.js';
import { focusable } from './mirror_dom.js';
import { makeElement } from './mirror_elements.js';
import { kTextScale } from './text_size.js';

/** @typedef {import('./types.js').Control} Control */
/** @typedef {import('./types.js').ControlChanges} ControlChanges */
/** @typedef {import('./mirror_elements.js').Sink} Sink */
/** @typedef {import('./mirror_elements.js').Mirrored} Mirrored */

export class Mirror {
  /**
   * @param {HTMLElement} root
   * @param {Sink} sink what the controls do
   */
  constructor(root, sink) {
    this.root_ = root;
    if (kTextScale !== 1) root.style.setProperty('zoom', String(kTextScale));
    this.sink_ = sink;
    /** @type {Control[]} */
    this.controls_ = [];
    /** @type {Map<string, Mirrored>} */
    this.mirrored_ = new Map();
    /** @type {Set<EventTarget>} in what somebody did something: it may show what the ui did not take */
    this.touched_ = new Set();
    /** @type {Map<string, HTMLElement>} groups by key: sections, and tab lists inside them */
    this.groups_ = new Map();
    this.dialog_ = new DialogFocus(root, (id) => sink.act(id, ''));
    root.addEventListener('focusin', () => this.bringIntoView_());
    for (const type of ['input', 'click', 'focusout'])
      root.addEventListener(type, ({ target }) => target && this.touched_.add(target), { capture: true });
  }

  /** @param {ControlChanges} changes */
  update({ count, changed }) {
    let isOther = count !== this.controls_.length; // other controls, or another order
    this.controls_.length = count;
    for (const [index, control] of changed) {
      const before = this.controls_[index];
      isOther ||= before?.id !== control.id || before.role !== control.role || before.panel !== control.panel;
      this.controls_[index] = control;
    }
    if (isOther) this.arrange_();
    for (const [, control] of changed) this.mirrored_.get(control.id)?.update(control);
    this.correctTouched_();
  }

  arrange_() {
    const controls = this.controls_;
    const focused = this.focusedPlace_();
    const layout = this.layOut_(controls);
    this.removeOthers_(controls, layout);
    for (const [group, children] of layout) placeInOrder(group, children);
    if (focused) this.keepFocus_(focused);
    const backdrop = controls.find((control) => control.role === 'backdrop');
    const section = backdrop && this.groups_.get(`panel ${backdrop.panel}`);
    this.dialog_.update(backdrop?.id ?? '', section ?? null);
  }

  correctTouched_() {
    if (this.touched_.size === 0) return;
    for (const { element, update, control } of this.mirrored_.values()) {
      if ([...this.touched_].some((target) => target instanceof Node && element.contains(target))) update(control());
    }
    this.touched_.clear();
  }

  /** Which elements stand in which group, in order; creates what is missing.
   * @param {Control[]} controls */
  layOut_(controls) {
    /** @type {Map<HTMLElement, HTMLElement[]>} */
    const layout = new Map([[this.root_, []]]);
    const add = (/** @type {HTMLElement} */ group, /** @type {HTMLElement} */ child) => {
      const children = layout.get(group) ?? [];
      if (children.at(-1) !== child) children.push(child);
      layout.set(group, children);
    };
    for (const control of controls) {
      const section = this.group_(`panel ${control.panel}`, () => makeSection(control.panel));
      add(this.root_, section);
      let parent = section;
      if (control.role === 'tab') {
        parent = this.group_(`tabs ${control.panel}`, () => makeTabList(control.panel));
        add(section, parent);
      }
      add(parent, this.element_(control));
    }
    for (const [section, children] of layout) {
      const heading = section.querySelector(':scope > h2');
      if (heading instanceof HTMLElement) children.unshift(heading);
    }
    return layout;
  }

  /**
   * @param {string} key
   * @param {() => HTMLElement} make
   */
  group_(key, make) {
    const group = this.groups_.get(key) ?? make();
    this.groups_.set(key, group);
    return group;
  }

  /** @param {Control} control */
  element_(control) {
    let mirrored = this.mirrored_.get(control.id);
    if (mirrored?.role !== control.role) {
      mirrored?.element.remove();
      mirrored = makeElement(control, this.sink_);
      this.mirrored_.set(control.id, mirrored);
    }
    return mirrored.element;
  }

  /**
   * @param {Control[]} controls
   * @param {Map<HTMLElement, HTMLElement[]>} layout
   */
  removeOthers_(controls, layout) {
    const ids = new Set(controls.map((control) => control.id));
    for (const [id, mirrored] of this.mirrored_) {
      if (ids.has(id)) continue;
      mirrored.element.remove();
      mirrored.end?.();
      this.mirrored_.delete(id);
    }
    for (const [key, group] of this.groups_) {
      if (layout.has(group)) continue;
      group.remove();
      this.groups_.delete(key);
    }
  }

  /** The elements lie over a canvas that the window scrolls under: the browser cannot know that they move along. */
  bringIntoView_() {
    if (document.body.classList.contains('plain')) return;
    for (const { element, control } of this.mirrored_.values()) {
      if (!element.contains(document.activeElement)) continue;
      const { rect, clip } = control();
      const isSeen = rect.y >= clip.y && rect.y + rect.height <= clip.y + clip.height;
      if (!isSeen) scrollBy({ top: kTextScale * (rect.y + rect.height / 2 - clip.y - clip.height / 2) });
    }
  }

  /** @returns {{focus: HTMLElement, group: HTMLElement, index: number} | null} */
  focusedPlace_() {
    const focus = document.activeElement;
    if (!(focus instanceof HTMLElement) || focus === this.root_ || !this.root_.contains(focus)) return null;
    for (const { element } of this.mirrored_.values()) {
      const group = element.parentElement;
      if (group && element.contains(focus)) return { focus, group, index: [...group.children].indexOf(element) };
    }
    return null;
  }

  /** @param {{focus: HTMLElement, group: HTMLElement, index: number}} place */
  keepFocus_({ focus, group, index }) {
    if (focus.isConnected) return;
    const there = group.isConnected ? group.children : [];
    const heir = [there[index], there[index - 1]].map(focusable).find((element) => element);
    (heir ?? focusable(this.root_))?.focus({ preventScroll: true });
  }
}

/** Makes `children` the first children of `parent`, in this order, without moving the one that holds the focus.
 * @param {HTMLElement} parent
 * @param {HTMLElement[]} children */
function placeInOrder(parent, children) {
  const still = children.find((child) => child.parentElement === parent && child.contains(document.activeElement));
  let next = parent.firstElementChild;
  for (const child of children) {
    if (child === still) {
      while (next && next !== still) {
        const moved = next;
        next = next.nextElementSibling;
        parent.append(moved);
      }
    }
    if (child === next) {
      next = next.nextElementSibling;
    } else {
      parent.insertBefore(child, next);
    }
  }
}

/** @param {string} panel */
function makeSection(panel) {
  const section = document.createElement('section');
  section.setAttribute('aria-label', panel);
  const heading = document.createElement('h2');
  heading.textContent = panel;
  section.append(heading);
  return section;
}

/** @param {string} panel */
function makeTabList(panel) {
  const list = document.createElement('div');
  list.setAttribute('role', 'tablist');
  list.setAttribute('aria-label', `${panel} views`);
  list.addEventListener('keydown', moveInTabList);
  return list;
}

/** Arrow keys, Home and End choose a tab, as ARIA's practices for tabs say.
 * @param {KeyboardEvent} event */
function moveInTabList(event) {
  if (!(event.currentTarget instanceof HTMLElement) || event.ctrlKey || event.altKey || event.metaKey) return;
  const tabs = [...event.currentTarget.querySelectorAll('button')];
  const at = tabs.findIndex((tab) => tab === document.activeElement);
  /** @type {Record<string, number>} */
  const targets = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
  if (at < 0 || !(event.key in targets)) return;
  event.preventDefault();
  const tab = tabs[(targets[event.key] + tabs.length) % tabs.length];
  tab.focus();
  tab.click();
}
