// What Embind's own types (engine.d.ts, ui.d.ts beside the built modules) leave as "any".

export interface Message {
  version: number;
  type: string;
  body: object;
  bulk?: Uint8Array | Float32Array;
}

/** Something the user can operate or read, as the ui drew it. */
export interface Control {
  id: string;
  role: string;
  name: string;
  value: string;
  valueText: string;
  enabled: boolean;
  checked: boolean;
  min: number;
  max: number;
  step: number;
  options: string[];
  error: string;
  /** Of a textarea: the first of the characters that the error is about, or -1, and how many they are. */
  markFrom: number;
  markLength: number;
  description: string;
  /** On the screen, in CSS pixels. */
  rect: Rect;
  /** The part of the screen in which it may show: what lies outside is covered by something else. */
  clip: Rect;
  panel: string;
  /** Something else lies over it. */
  covered: boolean;
}

/** How a list of controls has become another: how many there are now, and those that are not what was at their index. */
export interface ControlChanges {
  count: number;
  changed: [index: number, control: Control][];
}

export interface Rect {
  x: number;
  y: number;
  width: number;
  height: number;
}
