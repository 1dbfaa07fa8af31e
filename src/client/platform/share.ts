/** Gives a file to the person by an ordinary download. */
export function saveFile(file: File): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = url;
  link.download = file.name;
  document.body.append(link);
  link.click();
  link.remove();
  // Revoked later: some browsers read the address only after the click has returned.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

export function canShareFile(file: File): boolean {
  return typeof globalThis.navigator?.canShare === 'function' && navigator.canShare({ files: [file] });
}

/** The tablet's share sheet where there is one, a download otherwise. Call it from the tap itself: the sheet asks for that. */
export async function shareFile(file: File, title: string): Promise<'shared' | 'saved' | 'cancelled'> {
  if (!canShareFile(file)) {
    saveFile(file);
    return 'saved';
  }
  try {
    await navigator.share({ files: [file], title });
    return 'shared';
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return 'cancelled';
    // The tap's permission may have run out while the file was being made: the person still gets the file.
    saveFile(file);
    return 'saved';
  }
}
