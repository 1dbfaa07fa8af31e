// The same work for PouchDB: one document per answer, as an app does whose answers must merge one by one.
const local = new PouchDB('tilik-bench');
const remote = new PouchDB(`${location.origin}/db/audit`);
const idOf = (visit, answer) => `visit-${visit}/1/office/indicator-${answer}`;

window.bench = {
  async fill(visits, answers) {
    for (const visit of Array.from({ length: visits }, () => crypto.randomUUID())) {
      window.first ??= visit;
      const at = new Date().toISOString();
      const author = '0190f3a4-5b6c-4d7e-8f90-a1b2c3d4e5f6';
      const documents = Array.from({ length: answers }, (_, answer) => ({
        _id: idOf(visit, answer),
        value: { kind: 'option', option: `option-${answer % 4}` },
        author,
        at,
      }));
      await local.bulkDocs([
        { _id: `visit-${visit}`, office: 'a', instrument: 'b', period: '2026-11-25', author, at },
        ...documents,
      ]);
    }
    return window.first;
  },
  async sendAll() {
    const began = performance.now();
    const { ok } = await local.replicate.to(remote);
    if (!ok) throw new Error('It was not sent.');
    return performance.now() - began;
  },
  async firstSync(count) {
    const began = performance.now();
    await local.replicate.from(remote);
    const ms = performance.now() - began;
    const { doc_count: found } = await local.info();
    if (found < count) throw new Error(`Only ${found} documents came.`);
    return ms;
  },
  async answerAndSend(visit, turn) {
    const began = performance.now();
    const document = await local.get(idOf(visit, 0));
    await local.put({ ...document, value: { kind: 'option', option: `option-${turn % 4}` } });
    await local.replicate.to(remote);
    return performance.now() - began;
  },
  async fetchOne(visit, turn) {
    const began = performance.now();
    await local.replicate.from(remote);
    const { value } = await local.get(idOf(visit, 0));
    if (value.option !== `option-${turn % 4}`) throw new Error('The answer did not come.');
    return performance.now() - began;
  },
};
