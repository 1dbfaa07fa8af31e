import { defineTexts } from '#client/ui/i18n/text.ts';

export const t = defineTexts({
  id: {
    missing: (who: string, since: string) => `Foto belum sampai: ada di perangkat ${who} sejak ${since}.`,
    damaged: (since: string, who: string) =>
      `Foto rusak di server, diketahui sejak ${since}. Perangkat ${who} mengirim ulang sendiri selama salinannya masih ada.`,
  },
  en: {
    missing: (who, since) => `Photo not arrived yet: it is on the device of ${who} since ${since}.`,
    damaged: (since, who) =>
      `Photo damaged on the server, known since ${since}. The device of ${who} sends it again by itself while it keeps a copy.`,
  },
});
