/*
 * Preloaded into a program, this library logs what the program does to the files of one folder, and lets a call fail.
 *
 *   FAULTS_FOLDER  the folder, as an absolute path
 *   FAULTS_LOG     a file that gets a line for each call: its number, its name and its paths, separated by tabs
 *   FAULTS_FAIL    "NUMBER ERRNO": the call of that number fails; "NUMBER+ ERRNO": it and every later one
 *
 * Opening for writing, writing, syncing and renaming are numbered from 1 and can fail; linking is logged with number 0.
 * A write that fails has written half of its bytes, as on a disk that becomes full.
 *
 * The kernel hands these calls over (seccomp's SECCOMP_RET_TRAP), whoever makes them: a library that does without
 * libc's functions is seen, too. Linux on x86-64 only.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <signal.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

/* As a sixth argument, which none of these calls has: let it through. */
#define LET_THROUGH 0x5f41554cu

static const int watched[] = {
    SYS_open, SYS_openat, SYS_creat, SYS_write, SYS_writev, SYS_pwrite64, SYS_fsync, SYS_fdatasync,
    SYS_rename, SYS_renameat, SYS_renameat2, SYS_link, SYS_linkat,
};
enum { WATCHED = sizeof watched / sizeof *watched };

static char folder[PATH_MAX], log_path[PATH_MAX];
static int failing, failing_lasts, failing_errno;
static atomic_int calls;

/* Carries a call out; its result as the kernel gives it, an error negative. */
static long carry_out(long call, const long *a)
{
    long result = syscall(call, a[0], a[1], a[2], a[3], a[4], LET_THROUGH);
    return result == -1 ? -errno : result;
}

static int is_inside(const char *path)
{
    size_t length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void path_of_file(long file, char *path)
{
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%ld", file);
    ssize_t length = readlink(link, path, PATH_MAX - 1);
    path[length < 0 ? 0 : length] = 0;
}

static void path_of_name(long at, const char *name, char *path)
{
    size_t length = 0;
    if (name[0] != '/') {
        if ((int)at == AT_FDCWD) {
            if (!getcwd(path, PATH_MAX))
                path[0] = 0;
        } else {
            path_of_file(at, path);
        }
        length = strlen(path);
        path[length++] = '/';
    }
    snprintf(path + length, PATH_MAX - length, "%s", name);
}

/* What a call is named in the log, and the paths that it is about; no name where it is not to be logged. */
static const char *described(long call, const long *a, char *path, char *other)
{
    long flags = 0;
    switch (call) {
    case SYS_open:
    case SYS_creat:
        flags = call == SYS_creat ? O_WRONLY : a[1];
        path_of_name(AT_FDCWD, (const char *)a[0], path);
        return (flags & O_ACCMODE) == O_RDONLY ? NULL : "open";
    case SYS_openat:
        path_of_name(a[0], (const char *)a[1], path);
        return (a[2] & O_ACCMODE) == O_RDONLY ? NULL : "open";
    case SYS_write:
    case SYS_writev:
    case SYS_pwrite64:
        path_of_file(a[0], path);
        return "write";
    case SYS_fsync:
    case SYS_fdatasync:
        path_of_file(a[0], path);
        return "sync";
    case SYS_rename:
    case SYS_link:
        path_of_name(AT_FDCWD, (const char *)a[0], path);
        path_of_name(AT_FDCWD, (const char *)a[1], other);
        return call == SYS_rename ? "rename" : "link";
    default:
        path_of_name(a[0], (const char *)a[1], path);
        path_of_name(a[2], (const char *)a[3], other);
        return call == SYS_linkat ? "link" : "rename";
    }
}

static void write_log(int number, const char *call, const char *path, const char *other)
{
    char line[2 * PATH_MAX + 64];
    long length = snprintf(line, sizeof line, "%d\t%s\t%s\t%s\n", number, call, path, other);
    const long open[5] = {AT_FDCWD, (long)log_path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644, 0};
    const long file = carry_out(SYS_openat, open);
    if (file >= 0) {
        const long write[5] = {file, (long)line, length, 0, 0};
        carry_out(SYS_write, write);
        close((int)file);
    }
}

/* Does what the program asked the kernel for, or lets it fail. */
static long answered(long call, const long *a)
{
    char path[PATH_MAX] = "", other[PATH_MAX] = "";
    const char *name = described(call, a, path, other);
    if (!name || !(is_inside(path) || is_inside(other)))
        return carry_out(call, a);
    if (strcmp(name, "link") == 0) {
        long result = carry_out(call, a);
        if (result == 0)
            write_log(0, name, path, other);
        return result;
    }
    int number = atomic_fetch_add(&calls, 1) + 1;
    write_log(number, name, path, other);
    if (number != failing && !(failing_lasts && failing && number > failing))
        return carry_out(call, a);
    if (call == SYS_write) {
        const long half[5] = {a[0], a[1], a[2] / 2, 0, 0};
        carry_out(call, half);
    }
    return -failing_errno;
}

static void trapped(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    greg_t *registers = ((ucontext_t *)context)->uc_mcontext.gregs;
    const long arguments[5] = {
        registers[REG_RDI], registers[REG_RSI], registers[REG_RDX], registers[REG_R10], registers[REG_R8],
    };
    int kept = errno;
    registers[REG_RAX] = answered(info->si_syscall, arguments);
    errno = kept;
}

static void read_environment(void)
{
    const char *value = getenv("FAULTS_FOLDER");
    snprintf(folder, sizeof folder, "%s", value ? value : "/nowhere");
    value = getenv("FAULTS_LOG");
    snprintf(log_path, sizeof log_path, "%s", value ? value : "/dev/null");
    if ((value = getenv("FAULTS_FAIL"))) {
        char *rest;
        failing = (int)strtol(value, &rest, 10);
        failing_lasts = *rest == '+';
        failing_errno = (int)strtol(rest + failing_lasts, NULL, 10);
    }
}

__attribute__((constructor)) static void begin(void)
{
    struct sock_filter filter[2 * WATCHED + 8], *next = filter;
    const struct sock_filter allow = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
    const struct sock_filter trap = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP);
    *next++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch));
    *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, AUDIT_ARCH_X86_64, 1, 0);
    *next++ = allow;
    *next++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[5]));
    *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, LET_THROUGH, 0, 1);
    *next++ = allow;
    *next++ = (struct sock_filter)BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr));
    for (int i = 0; i < WATCHED; i++) {
        *next++ = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (unsigned)watched[i], 0, 1);
        *next++ = trap;
    }
    *next++ = allow;
    const struct sock_fprog program = {(unsigned short)(next - filter), filter};
    struct sigaction action = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO};

    read_environment();
    if (sigaction(SIGSYS, &action, NULL) || prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program)) {
        perror("faults.c: the kernel does not hand calls over");
        _exit(99);
    }
}
