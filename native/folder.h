/*
 * The working folder for the supervisor: an open descriptor of it, over a socket of which no
 * guest has an end. With it the supervisor reads what a run left when all of the run is gone;
 * the file system stays until it is closed.
 */
#ifndef CALLGATE_FOLDER_H
#define CALLGATE_FOLDER_H

/* Sends `path` over `socket` and closes that. -1 with errno. */
int folder_give(int socket, const char *path);

/*
 * Waits for the next bytes on `line`, which stay unread, and takes the socket that came with
 * them. -1: none did.
 */
int folder_take_socket(int line);

#endif
