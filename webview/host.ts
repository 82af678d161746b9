import type { Endpoint } from '../src/protocol/endpoint';
import type { PanelEvents, PanelRequests } from '../src/protocol/messages';

/** The panel's end of the wire: it asks, the host answers and sends snapshots. */
export type Host = Endpoint<PanelRequests, Record<never, never>, Record<never, never>, PanelEvents>;
