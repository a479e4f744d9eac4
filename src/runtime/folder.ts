/** Reads what a run left in its working folder, over the socket on which the run gave it. */
import { closeSync } from "./descriptors.js";
import {
  DEPTH_MAX,
  FILES_BYTES_MAX,
  FILES_MAX,
  NO_FILES,
  type FilesRead,
} from "./files.js";
import { addon } from "./native.js";

/**
 * The files, but for `except`, the code's own; none where `socket` is undefined: nobody asked.
 * The run is over. Closes the socket, and with it the last of the run's file system.
 */
export async function readFolder(
  socket: number | undefined,
  except: string,
): Promise<FilesRead> {
  if (socket === undefined) return NO_FILES;
  try {
    const limits = {
      files: FILES_MAX,
      bytes: FILES_BYTES_MAX,
      depth: DEPTH_MAX,
    };
    return await addon().readFiles(socket, limits, except);
  } finally {
    closeSync(socket);
  }
}
