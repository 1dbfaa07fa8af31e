import type { VisitId } from '#domain/ids.ts';
import type { SendingState } from './workspace.ts';

/** What moved in the database, told after the commit to whoever shows it, in this tab and in others. */
export type StoreEvent =
  /** Registers by name; and with `log` what is known of status and arrived photos. */
  | { readonly kind: 'visit'; readonly visit: VisitId; readonly registers: readonly string[]; readonly log: boolean }
  /** A submit was pressed, taken back, sent or declined. */
  | { readonly kind: 'intent'; readonly visit: VisitId }
  /** What waits to be sent has changed; `isNew`: there is something more to send. */
  | { readonly kind: 'outbox'; readonly isNew: boolean }
  /** Told right after the commit: so much more waits, before anybody counts. */
  | { readonly kind: 'added'; readonly adds: Added }
  | { readonly kind: 'lines' }
  | { readonly kind: 'directory' };

export type Added = Partial<
  Pick<SendingState, 'unsentChanges' | 'unsentPhotos' | 'unsentPhotoBytes' | 'waitingSubmits'>
>;

export interface StoreEvents {
  emit(event: StoreEvent): void;
  /** For what this tab has already shown. */
  tellOtherTabs(event: StoreEvent): void;
  on(listener: (event: StoreEvent) => void): () => void;
  close(): void;
}

/** Events of one database over all tabs of this browser. */
export function storeEvents(databaseName: string): StoreEvents {
  const listeners = new Set<(event: StoreEvent) => void>();
  const channel = new BroadcastChannel(databaseName);
  const tell = (event: StoreEvent): void => {
    for (const listener of [...listeners]) listener(event);
  };
  channel.onmessage = (message: MessageEvent<StoreEvent>) => tell(message.data);
  return {
    emit(event) {
      tell(event);
      channel.postMessage(event);
    },
    tellOtherTabs(event) {
      channel.postMessage(event);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      listeners.clear();
      channel.close();
    },
  };
}
