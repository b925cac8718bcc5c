/** Loads every test of the visual for karma's one bundle. */
import './support/quiet';
import './dataview/readAnswers.test';
import './interaction/fuzz.test';
import './interaction/host.test';
import './interaction/reviewers.test';
import './layout/fit.test';
import './layout/texts.test';
import './model/statistics.test';
import './model/viewModel.test';
import './render/reuse.test';
import './settings/released.test';
import './settings/settings.test';
