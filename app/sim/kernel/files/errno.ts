/** Refusals of file operations: the kernel's error names, in words. */
import { type Result, refuse } from "../../core/result";

const WORDS = {
  EACCES: "permission denied: the owner, group and mode of the files on the way do not allow it",
  EBUSY: "something is mounted there, or is using it",
  EEXIST: "there is something of that name already",
  EINVAL: "that makes no sense there",
  EISDIR: "it is a directory",
  ELOOP: "symbolic links lead on and on, more than 40 of them",
  ENAMETOOLONG: "the name is too long",
  ENOENT: "there is no such file or directory",
  ENOMEM: "there is not enough memory left for what a file system in memory would hold",
  ENOSPC: "there is no room left",
  ENOTDIR: "something on the way is not a directory",
  ENOTEMPTY: "the directory is not empty",
  EPERM: "only the owner or root may do that",
  EROFS: "the file system is mounted read-only",
  EXDEV: "it cannot be moved there in one step",
} as const;

type Errno = keyof typeof WORDS;

/** A refusal with an error's name as its code. `why` replaces the usual words where more is known. */
export function fail(code: Errno, what: string, why: string = WORDS[code], wayOut?: string): Result<never> {
  return refuse(code, what, why, wayOut);
}
