/** One append-only file. Everything but opening is done at once, as the browser's synchronous file handles do it. */
export interface JournalFile {
  size(): number;
  read(): Uint8Array;
  /** Throws unless all of it was taken. */
  write(bytes: Uint8Array, at: number): void;
  truncate(size: number): void;
  /** Returns once the bytes are on the disk. */
  flush(): void;
  close(): void;
}

/** The files of one person's journal. */
export interface JournalFiles {
  names(): Promise<readonly string[]>;
  /** Made when it is not there. Null while another tab has it. */
  open(name: string): Promise<JournalFile | null>;
  /** A look into a file that another tab has. */
  peek(name: string): Promise<Uint8Array>;
  remove(name: string): Promise<void>;
}
