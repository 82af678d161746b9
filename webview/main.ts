import './language';
import { App } from './app';
import { connect } from './client';
import { registerControls } from './controls';
import { failureOf } from './failures';
import { fill, h } from './dom';
import { prose } from './prose';

registerControls();

const root = h('div', {});
document.body.append(root);

const client = connect({
  snapshot: (snapshot) => {
    app.take(snapshot);
  },
  progress: (progress) => {
    app.progress(progress);
  },
});
const app = new App(root, client);

client.host.request('open', {}).then(
  (snapshot) => {
    app.take(snapshot);
  },
  (error: unknown) => {
    fill(root, h('main', { class: 'body' }, h('p', {}, prose(failureOf(error).message))));
  },
);
