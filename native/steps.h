/*
 * The steps of a run, in their order. A failed step is reported by this number and errno;
 * src/runtime/steps.ts gives each its layer, its words and its remedy, and a test compares
 * the two lists.
 */
#ifndef CALLGATE_STEPS_H
#define CALLGATE_STEPS_H

enum step {
	STEP_PLAN = 1,
	STEP_DESCRIPTORS = 2,
	STEP_SESSION = 3,
	STEP_USER_NAMESPACE = 4,
	STEP_CGROUP = 5,
	STEP_PID_NAMESPACE = 6,
	STEP_INIT = 7,
	STEP_MOUNT_NAMESPACE = 8,
	STEP_NETWORK_NAMESPACE = 9,
	STEP_IPC_NAMESPACE = 10,
	STEP_UTS_NAMESPACE = 11,
	STEP_ROOT = 12,
	STEP_PIVOT = 13,
	STEP_RLIMITS = 14,
	STEP_CGROUP_JOIN = 15,
	STEP_CGROUP_NAMESPACE = 16,
	STEP_BOUNDING_SET = 17,
	STEP_GROUPS = 18,
	STEP_IDS = 19,
	STEP_CAPABILITIES = 20,
	STEP_NO_NEW_PRIVS = 21,
	STEP_GUEST = 22,
	STEP_LANDLOCK = 23,
	STEP_BOOT_FILTER = 24,
	STEP_RUN_FILTER = 25,
	STEP_EXEC = 26,
	STEP_FOLDER = 27,
};

#endif
