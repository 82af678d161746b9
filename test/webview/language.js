// Imported first by the engine of the development page: constants of other modules are texts too.
import { speak } from '../../src/engine/language';

speak(globalThis.panelTexts);
