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
    expect(readAddress(writeAddress(address), reader)).toEqual(address);
  });

  it('follows the browser where it says nothing', () => {
    expect(readAddress('', { languages: ['nb-NO'], dark: true, highContrast: false })).toEqual({
      page: '',
      language: 'da',
      theme: 'dark',
      layout: 'auto',
      drillField: '',
      drillValue: '',
    });
    expect(readAddress('', { ...reader, highContrast: true }).theme).toBe('contrast');
  });

  it('ignores values that do not exist', () => {
    expect(readAddress('?lang=tlh&theme=pink&layout=tv', reader)).toEqual({
      page: '',
      language: 'en',
      theme: 'light',
      layout: 'auto',
      drillField: '',
      drillValue: '',
    });
  });
});
