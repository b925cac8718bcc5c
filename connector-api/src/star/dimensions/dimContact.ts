/** DimContact: the people who are asked, pseudonymised unless both configuration and caller allow names. */
import { contactRoleDanish, contactRoles } from '../../survey/vocabulary';
import { attribute, businessKey, inDanish, key, text } from '../column';
import { defineTable } from '../table';

export { contactRoles };

export const dimContact = defineTable({
  name: 'DimContact',
  kind: 'dimension',
  grain: text(['One row per contact.', 'Én række pr. kontakt.']),
  caption: text(['Contact', 'Kontakt']),
  description: text([
    'Contacts and their role; names and e-mails are person data.',
    'Kontakter og deres rolle; navne og e-mails er persondata.',
  ]),
  key: ['ContactKey'],
  unique: [['ContactId']],
  columns: {
    ContactKey: key('int32', ['Contact', 'Kontakt']),
    ContactId: businessKey(['Contact', 'Kontakt']),
    ContactName: attribute(
      'string',
      ['Contact', 'Kontakt'],
      ['Name, or a keyed hash where names are masked.', 'Navn, eller en nøglet hash hvor navne er maskeret.'],
      { nullable: true, person: 'name' },
    ),
    ContactLabel: attribute(
      'string',
      ['Person', 'Person'],
      [
        'Name, company and number, so that namesakes stay apart: one text for one contact; a keyed hash where names are masked.',
        'Navn, virksomhed og nummer, så navnebrødre holdes adskilt: én tekst for én kontakt; en nøglet hash hvor navne er maskeret.',
      ],
      { nullable: true, person: 'name' },
    ),
    Email: attribute(
      'string',
      ['E-mail', 'E-mail'],
      ['E-mail address, or a keyed hash where masked.', 'E-mailadresse, eller en nøglet hash hvor den er maskeret.'],
      { nullable: true, person: 'email' },
    ),
    ContactRole: attribute(
      'string',
      ['Contact role', 'Kontaktrolle (engelsk)'],
      ['Role now; as answered: see the response.', 'Rolle nu; som ved svaret: se svaret.'],
      { nullable: true, acceptedValues: contactRoles },
    ),
    ContactRoleDa: inDanish('ContactRole', ['Contact role', 'Kontaktrolle'], contactRoleDanish, { nullable: true }),
    ContactLanguage: attribute(
      'string',
      ['Contact language', 'Kontaktsprog'],
      ['Language of the contact, BCP 47.', 'Kontaktens sprog, BCP 47.'],
      { nullable: true },
    ),
    ContactCompanyName: attribute(
      'string',
      ['Company of contact', 'Kontaktens virksomhed'],
      ['Company that the contact belongs to.', 'Virksomheden kontakten hører til.'],
      { nullable: true },
    ),
  },
});
