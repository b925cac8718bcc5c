/** Loads every test of the visual for karma's one bundle. */
import './support/quiet';
import './dataview/readAnswers.test';
