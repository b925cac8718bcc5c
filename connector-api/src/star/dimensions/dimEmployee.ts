/** DimEmployee: our own people, in teams. */
import { attribute, businessKey, key, text } from '../column';
import { defineTable } from '../table';

export const dimEmployee = defineTable({
  name: 'DimEmployee',
  kind: 'dimension',
  grain: text(['One row per employee.', 'Én række pr. medarbejder.']),
  caption: text(['Employee', 'Medarbejder']),
  description: text([
    'Employees who served the customer or own a follow-up.',
    'Medarbejdere, der betjente kunden eller ejer en opfølgning.',
  ]),
  key: ['EmployeeKey'],
  unique: [['EmployeeId']],
  columns: {
    EmployeeKey: key('int32', ['Employee', 'Medarbejder']),
    EmployeeId: businessKey(['Employee', 'Medarbejder']),
    EmployeeName: attribute(
      'string',
      ['Employee', 'Medarbejder'],
      ['Name, or a keyed hash where names are masked.', 'Navn, eller en nøglet hash hvor navne er maskeret.'],
      { nullable: true, person: 'name', namesMember: true },
    ),
    Team: attribute('string', ['Team', 'Team'], ['Team of the employee.', 'Medarbejderens team.'], { nullable: true }),
    EmployeeBusinessUnit: attribute(
      'string',
      ['Unit of employee', 'Medarbejderens enhed'],
      ['Business unit of the employee.', 'Medarbejderens forretningsenhed.'],
      { nullable: true },
    ),
  },
});
