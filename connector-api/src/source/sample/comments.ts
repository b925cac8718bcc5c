/** What customers of the sample write, by theme and mood; the writer's language decides which text is used. */
import type { Localised } from './localised';

export type Mood = 'negative' | 'neutral' | 'positive';

const say = (en: string, da: string): Localised => ({ en, da });

interface Theme {
  readonly name: Localised;
  readonly texts: Readonly<Record<Mood, readonly Localised[]>>;
}

export const themes = {
  delivery: {
    name: say('Delivery time', 'Leveringstid'),
    texts: {
      negative: [
        say('Three weeks late, and nobody called to tell us.', 'Tre uger forsinket, og ingen ringede for at sige det.'),
        say('The delivery date was moved twice.', 'Leveringsdatoen blev flyttet to gange.'),
        say(
          'We stood without heating for four days while parts were missing.',
          'Vi stod uden varme i fire dage, mens der manglede dele.',
        ),
      ],
      neutral: [
        say('Delivered in the end, but a bit later than promised.', 'Leveret til sidst, men lidt senere end lovet.'),
      ],
      positive: [
        say('Delivered a day before time!', 'Leveret en dag før tid!'),
        say(
          'On time to the minute, and the site was left tidy.',
          'Til tiden på minuttet, og pladsen blev efterladt ryddelig.',
        ),
      ],
    },
  },
  quality: {
    name: say('Quality', 'Kvalitet'),
    texts: {
      negative: [
        say(
          'The unit has failed twice since it was installed.',
          'Anlægget er gået ned to gange, siden det blev sat op.',
        ),
        say('Sloppy finish around the pipes.', 'Sjusket afslutning omkring rørene.'),
      ],
      neutral: [
        say('Works as it should, noise level could be better.', 'Virker, som det skal; støjniveauet kunne være bedre.'),
      ],
      positive: [
        say('Really solid work, you can see they care.', 'Virkelig solidt arbejde, man kan se, de gør sig umage.'),
        say('Has run without a hitch since day one 👍', 'Har kørt uden problemer fra dag ét 👍'),
      ],
    },
  },
  price: {
    name: say('Price', 'Pris'),
    texts: {
      negative: [
        say('Clearly more expensive than the two other quotes.', 'Klart dyrere end de to andre tilbud.'),
        say('The final bill was 18 % above the estimate.', 'Den endelige regning blev 18 % højere end overslaget.'),
      ],
      neutral: [say('The price is fair, not cheap.', 'Prisen er rimelig, ikke billig.')],
      positive: [
        say('Good value: the saving on heating pays for it.', 'God værdi: besparelsen på varme betaler det hjem.'),
      ],
    },
  },
  service: {
    name: say('Service', 'Service'),
    texts: {
      negative: [
        say(
          'I had to explain the problem to four different people.',
          'Jeg måtte forklare problemet til fire forskellige.',
        ),
        say('The technician came without the right tools.', 'Teknikeren kom uden det rigtige værktøj.'),
      ],
      neutral: [
        say(
          'Friendly technician, second visit was needed though.',
          'Venlig tekniker, men der skulle et besøg mere til.',
        ),
      ],
      positive: [
        say(
          'The technician explained everything and took his shoes off 😊',
          'Teknikeren forklarede det hele og tog skoene af 😊',
        ),
        say('Called at 8, fixed at 10. Impressive.', 'Ringede kl. 8, løst kl. 10. Imponerende.'),
        say('Competent, polite, quick.', 'Dygtig, høflig, hurtig.'),
      ],
    },
  },
  communication: {
    name: say('Communication', 'Kommunikation'),
    texts: {
      negative: [
        say('Nobody answers e-mails.', 'Ingen svarer på mails.'),
        say(
          'We found out from the carpenter that the job was postponed.',
          'Vi hørte fra tømreren, at opgaven var udskudt.',
        ),
      ],
      neutral: [say('Would like a text message the day before.', 'Vil gerne have en sms dagen før.')],
      positive: [
        say('Kept us informed the whole way.', 'Holdt os orienteret hele vejen.'),
        say('One contact person who always picks up the phone.', 'Én kontaktperson, som altid tager telefonen.'),
      ],
    },
  },
  invoicing: {
    name: say('Invoicing', 'Fakturering'),
    texts: {
      negative: [
        say('The invoice was wrong for the third time.', 'Fakturaen var forkert for tredje gang.'),
        say(
          'Invoice came in February for work done in August.',
          'Fakturaen kom i februar for arbejde udført i august.',
        ),
      ],
      neutral: [
        say(
          'Invoices are hard to read:\none line per hour, no totals.',
          'Fakturaerne er svære at læse:\nén linje pr. time, ingen summer.',
        ),
      ],
      positive: [say('Clear invoice that matched the quote.', 'Tydelig faktura, der passede med tilbuddet.')],
    },
  },
  digital: {
    name: say('Digital self-service', 'Digital selvbetjening'),
    texts: {
      negative: [say('The app logs me out all the time.', 'Appen logger mig ud hele tiden.')],
      neutral: [
        say(
          'The webshop is fine on a computer, less so on a phone.',
          'Webshoppen er fin på computer, mindre på telefon.',
        ),
      ],
      positive: [
        say(
          'Booking the service visit online took one minute.',
          'Det tog ét minut at bestille servicebesøget på nettet.',
        ),
      ],
    },
  },
} as const satisfies Readonly<Record<string, Theme>>;

export type ThemeName = keyof typeof themes;

/** Themes that a touchpoint's customers mostly write about; others hear about all. */
export const themesAt: Readonly<Record<string, readonly ThemeName[]>> = {
  T1: ['communication', 'digital', 'service'],
  T2: ['price', 'communication'],
  T3: ['price', 'service', 'digital'],
  T4: ['communication', 'quality', 'digital'],
  T5: ['delivery', 'delivery', 'communication', 'quality'],
  T6: ['service', 'service', 'quality', 'communication'],
  T7: ['service', 'communication', 'digital'],
  T8: ['price', 'invoicing', 'quality'],
  T9: ['price', 'price', 'delivery', 'communication'],
};
