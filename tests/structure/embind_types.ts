// Compiles only if what Embind emits for the two modules is what web/types.d.ts tells the JavaScript (scripts/lint).
import type { MainModule as Engine } from '../../build/wasm/engine.js';
import type { MainModule as Ui } from '../../build/wasm/ui.js';
import type { EngineModule, UiModule } from '../../web/types.js';

export const engineIsAsTold: (module: Engine) => EngineModule = (module) => module;
export const uiIsAsTold: (module: Ui) => UiModule = (module) => module;
