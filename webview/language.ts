import { speak, type Bundle } from '../src/engine/language';

// Imported first by the page's entry: constants of other modules are texts too.
const texts = document.getElementById('texts')?.textContent;
if (texts) {
  speak(JSON.parse(texts) as Bundle);
  if (/^(ar|dv|fa|he|ps|ur|yi)\b/.test(document.documentElement.lang))
    document.documentElement.dir = 'rtl';
}
