import { themeNames } from '../../../../templates/preview/client/theme';
import { readAddress, writeAddress } from '../../../../templates/preview/client/address';

const reader = { languages: ['en-GB'], dark: false, highContrast: false };

describe('the address', () => {
  it('brings back what it says', () => {
    const address = {
      page: 'company',
      language: 'da',
      theme: 'dark',
      layout: 'phone',
      drillField: 'DimCompany.CompanyName',
      drillValue: 'Ølgaard & Søn = 1',
    } as const;
    expect(readAddress(writeAddress(address), reader, themeNames)).toEqual(address);
  });

  it('follows the browser where it says nothing', () => {
    expect(readAddress('', { languages: ['nb-NO'], dark: true, highContrast: false }, themeNames)).toEqual({
      page: '',
      language: 'da',
      theme: 'dark',
      layout: 'auto',
      drillField: '',
      drillValue: '',
    });
    expect(readAddress('', { ...reader, highContrast: true }, themeNames).theme).toBe('contrast');
  });

  it('takes the company’s colours before light and dark where there are any, not before high contrast', () => {
    const offered = ['company', ...themeNames] as const;
    expect(readAddress('', { ...reader, dark: true }, offered).theme).toBe('company');
    expect(readAddress('?theme=dark', reader, offered).theme).toBe('dark');
    expect(readAddress('', { ...reader, highContrast: true }, offered).theme).toBe('contrast');
    expect(readAddress('?theme=company', { ...reader, dark: true }, themeNames).theme).toBe('dark');
  });

  it('ignores values that do not exist', () => {
    expect(readAddress('?lang=tlh&theme=pink&layout=tv', reader, themeNames)).toEqual({
      page: '',
      language: 'en',
      theme: 'light',
      layout: 'auto',
      drillField: '',
      drillValue: '',
    });
  });
});
