import ombudsman2013to2019 from './ombudsman-2013-2019.v1.json' with { type: 'json' };
import ombudsman2022 from './ombudsman-2022.v1.json' with { type: 'json' };
import ombudsman2023 from './ombudsman-2023.v1.json' with { type: 'json' };

/** Every published version as raw JSON, newest first: whoever uses one passes it through `loadInstrument`. */
export const publishedInstruments: readonly unknown[] = [ombudsman2023, ombudsman2022, ombudsman2013to2019];
