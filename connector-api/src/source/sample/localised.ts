/** A text of the sample in both languages; which one is written is chosen when the sample is made. */
export type SampleLanguage = 'en' | 'da';
export type Localised = Readonly<Record<SampleLanguage, string>>;
