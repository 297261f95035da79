// <atelier-lab>: Atelier inside a course page. Put this file's address into a <script type="module">; EMBED.md tells the rest.
//
//   <atelier-lab recipe="lab-schedule" hide="recipe,results" theme="light"></atelier-lab>
//
// What the attributes say becomes the link of a plain <iframe>, which is all that is needed: without this script the frame alone works.
// The element grows with its content unless it has a height of its own, has a button for the whole screen, and passes on what happens inside
// as events "atelier-ready", "atelier-epoch" and so on, whose detail is the message. With the attribute "sandbox" the frame has no origin of its own
// and holds the page that is one file.

const kVersion = 1;
const kWords = ['recipe', 'weights', 'hide', 'fix', 'show', 'image', 'theme', 'lesson'];
const page = new URL('index.html', import.meta.url);
const singlePage = new URL('atelier-single.html', import.meta.url);

class AtelierLab extends HTMLElement {
  static observedAttributes = [...kWords, 'sandbox'];
  #frame = document.createElement('iframe');
  /** Those who wait for an answer, by the id of what they asked.
   * @type {Map<unknown, {resolve: (answer: any) => void, reject: (error: Error) => void}>} */
  #waiting = new Map();
  /** What is to be sent once the page inside is there and was greeted. @type {object[]} */
  #early = [];
  #isGreeted = false;
  #ids = 0;
  #hear = (/** @type {MessageEvent} */ event) => this.#heard(event);

  connectedCallback() {
    const frame = this.#frame;
    if (!this.shadowRoot) {
      const shadow = this.attachShadow({ mode: 'open' });
      const button = document.createElement('button');
      button.textContent = 'Whole screen';
      button.setAttribute('aria-label', `${this.#title}: whole screen`);
      button.style.cssText = 'display:block;margin:4px 0 0 auto;min-height:32px;padding:0 12px;border:1px solid #c9c4b8;border-radius:6px;background:none;color:inherit;font:13px system-ui,sans-serif;cursor:pointer';
      button.onclick = () => frame.requestFullscreen?.().catch(() => open(frame.src, '_blank'));
      frame.title = this.#title;
      frame.allow = 'fullscreen; camera; clipboard-write';
      frame.style.cssText = 'display:block;box-sizing:border-box;width:100%;height:100%;min-height:560px;border:1px solid #8a867c66;border-radius:8px';
      frame.onload = () => this.#early.length > 0 && this.#post({ type: 'hello' }); // wakes it, if it sleeps
      this.style.display ||= 'block';
      shadow.append(frame, button);
    }
    addEventListener('message', this.#hear);
    this.#load();
  }

  disconnectedCallback() {
    removeEventListener('message', this.#hear);
    for (const { reject } of this.#waiting.values()) reject(new Error('The lab was taken off the page.'));
    this.#waiting.clear();
    this.#early = [];
    this.#isGreeted = false;
  }

  attributeChangedCallback() {
    if (this.isConnected && this.shadowRoot) this.#load();
  }

  play() { return this.#send('play'); }
  pause() { return this.#send('pause'); }
  /** @param {'batch' | 'epoch'} of */
  step(of = 'batch') { return this.#send('step', { of }); }
  reset() { return this.#send('reset'); }
  /** @param {string} recipe */
  setRecipe(recipe) { return this.#send('setRecipe', { recipe }); }
  /** On a cleared pad: strokes of [x, y] from 0 to 1. @param {[number, number][][]} strokes */
  draw(strokes) { return this.#send('draw', { strokes }); }
  async getState() { return (await this.#send('getState')).state; }

  get #title() { return this.getAttribute('title') ?? 'Atelier, a small network to train'; }

  get #origin() { return this.hasAttribute('sandbox') ? 'null' : page.origin; }

  #load() {
    const words = new URLSearchParams();
    for (const word of kWords) if (this.hasAttribute(word)) words.set(word, this.getAttribute(word) ?? '');
    const isSandboxed = this.hasAttribute('sandbox');
    const link = `${isSandboxed ? singlePage : page}#${words}`;
    if (isSandboxed) this.#frame.setAttribute('sandbox', `allow-scripts ${(this.getAttribute('sandbox') ?? '').replace('allow-same-origin', '')}`);
    else this.#frame.removeAttribute('sandbox');
    if (this.#frame.src !== link) this.#frame.src = link;
  }

  /** @param {string} type @param {object} fields @returns {Promise<any>} */
  #send(type, fields = {}) {
    return new Promise((resolve, reject) => {
      const message = { type, id: ++this.#ids, ...fields };
      this.#waiting.set(message.id, { resolve, reject });
      if (this.#isGreeted) return this.#post(message);
      this.#early.push(message);
      this.#post({ type: 'hello' });
    });
  }

  /** @param {object} message */
  #post(message) {
    this.#frame.contentWindow?.postMessage({ atelier: kVersion, ...message }, this.#origin === 'null' ? '*' : this.#origin);
  }

  /** @param {MessageEvent} event */
  #heard({ source, origin, data }) {
    if (source !== this.#frame.contentWindow || origin !== this.#origin || data?.atelier !== kVersion) return;
    if (data.type === 'here') return this.#post({ type: 'hello', id: 'hello' });
    if (data.id === 'hello') {
      this.#isGreeted = true;
      for (const message of this.#early.splice(0)) this.#post(message);
      return;
    }
    const waiting = this.#waiting.get(data.id);
    this.#waiting.delete(data.id);
    if (waiting) return data.type === 'error' ? waiting.reject(new Error(data.text)) : waiting.resolve(data);
    if (data.type === 'resize' && !this.style.height) this.#frame.style.height = `${data.height + 2}px`; // with its border
    this.dispatchEvent(new CustomEvent(`atelier-${data.type}`, { detail: data, bubbles: true }));
  }
}

customElements.define('atelier-lab', AtelierLab);
