/** What the file system's codes mean to the person whose file or folder it is. */

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a file of that name is in the way',
  EACCES: 'this user has no permission',
  EPERM: 'this user has no permission, or another program has it open',
  EROFS: 'the disk is read-only',
  EBUSY: 'another program has it open (Power BI Desktop?)',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota of this user is used up',
  ENAMETOOLONG: 'the path is too long',
};

/** Why a file system refused, in a few words: of a known code its meaning and the code, else the message. */
export const fileReason = (error: unknown): string => {
  const { code, message } = Object(error) as Readonly<Record<'code' | 'message', unknown>>;
  const known = typeof code === 'string' ? reasons[code] : undefined;
  if (known !== undefined) return `${known} (${String(code)})`;
  return typeof message === 'string' ? message : String(error);
};
