/** A company's look as the page gets it. */
import { isDark } from '../../src/report/theme';
import type { CompanyLook } from '../../src/write/companyLook';
import type { PreviewLook } from '../protocol';

export const previewLook = ({ theme, logo }: CompanyLook): PreviewLook => ({
  theme: theme === null ? null : { ...theme, isDark: isDark(theme) },
  logo: logo === null ? null : `data:${logo.mediaType};base64,${Buffer.from(logo.bytes).toString('base64')}`,
});
