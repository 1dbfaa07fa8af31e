/*
 * pdfmake as the report uses it. Its published types bring the DOM and Node into whatever imports them; the parts used here
 * are held against those types by a test.
 */
declare module 'pdfmake' {
  const pdfMake: import('#report/render/pdf-maker.ts').PdfMaker;
  export = pdfMake;
}

declare module 'pdfmake/build/pdfmake.js' {
  const pdfMake: import('#report/render/pdf-maker.ts').PdfMaker;
  export = pdfMake;
}

declare module 'pdfmake/build/vfs_fonts.js' {
  /** File name to base64. */
  const files: Readonly<Record<string, string>>;
  export = files;
}
