/* Runs a command and hurts it at the N-th system call that changes a disk, counted over all its processes.
 *
 *   inject REPORT count             -- just count
 *   inject REPORT killall N         -- kill every process; the call is not executed
 *   inject REPORT killone N         -- kill the process that makes the call
 *   inject REPORT fail N ERRNO      -- that call fails, once
 *   inject REPORT failall N ERRNO   -- that call and all later ones fail
 *   inject REPORT signal N SIGNO    -- send a signal to the group of the command, as a terminal does
 *
 * then "--" and the command. REPORT receives "total fired status main_killed".
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef __x86_64__
#error "written for x86-64 only: the registers that make a call fail differ elsewhere"
#endif

static long total, at, value;
static int fired, main_killed;
static const char *mode, *report;
static pid_t root;
static struct { pid_t tid; long error; } failing[256];

static void done(int status)
{
    FILE *out = fopen(report, "w");
    if (!out) exit(99);
    fprintf(out, "%ld %d %d %d\n", total, fired, status, main_killed);
    fclose(out);
    exit(0);
}

static int regular(pid_t tid, long fd)
{
    char path[64];
    struct stat st;
    snprintf(path, sizeof path, "/proc/%d/fd/%ld", tid, fd);
    return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static int device(pid_t tid, unsigned long pointer)
{
    char name[6] = "";
    struct iovec here = {name, 5}, there = {(void *)pointer, 5};
    return process_vm_readv(tid, &here, 1, &there, 1, 0) == 5 && !strcmp(name, "/dev/");
}

static int mutating(pid_t tid, struct __ptrace_syscall_info *call)
{
    const int writes = O_CREAT | O_WRONLY | O_RDWR | O_TRUNC;
    unsigned long *a = (unsigned long *)call->entry.args;
    switch (call->entry.nr) {
    case SYS_open: return (a[1] & writes) && !device(tid, a[0]);
    case SYS_openat: return (a[2] & writes) && !device(tid, a[1]);
    case SYS_write: case SYS_pwrite64: case SYS_writev: case SYS_pwritev: return regular(tid, a[0]);
    case SYS_copy_file_range: case SYS_sendfile: return regular(tid, call->entry.nr == SYS_sendfile ? a[0] : a[2]);
    case SYS_creat: case SYS_rename: case SYS_renameat: case SYS_renameat2: case SYS_link: case SYS_linkat:
    case SYS_unlink: case SYS_unlinkat: case SYS_mkdir: case SYS_mkdirat: case SYS_rmdir: case SYS_symlink:
    case SYS_symlinkat: case SYS_fsync: case SYS_fdatasync: case SYS_ftruncate: case SYS_truncate: case SYS_chmod:
    case SYS_fchmod: case SYS_fchmodat: case SYS_utimensat: case SYS_fallocate: return 1;
    }
    return 0;
}

static void skip(pid_t tid)
{
    struct user_regs_struct regs;
    if (ptrace(PTRACE_GETREGS, tid, 0, &regs)) return;
    regs.orig_rax = -1;
    ptrace(PTRACE_SETREGS, tid, 0, &regs);
}

static void entering(pid_t tid, struct __ptrace_syscall_info *call)
{
    if (!mutating(tid, call)) return;
    total++;
    if (!strcmp(mode, "count") || total < at || (total > at && strcmp(mode, "failall"))) return;
    fired++;
    if (!strcmp(mode, "killall")) {
        skip(tid);
        main_killed = 1;
        done(128 + SIGKILL); /* PTRACE_O_EXITKILL takes the others along */
    }
    if (!strcmp(mode, "killone")) {
        skip(tid);
        main_killed |= tid == root;
        kill(tid, SIGKILL);
        return;
    }
    if (!strcmp(mode, "signal")) {
        kill(-root, value);
        return;
    }
    skip(tid);
    for (int i = 0; i < 256; i++)
        if (!failing[i].tid) { failing[i].tid = tid; failing[i].error = value; return; }
    exit(98);
}

static void leaving(pid_t tid)
{
    struct user_regs_struct regs;
    for (int i = 0; i < 256; i++)
        if (failing[i].tid == tid) {
            failing[i].tid = 0;
            if (ptrace(PTRACE_GETREGS, tid, 0, &regs)) return;
            regs.rax = -failing[i].error;
            ptrace(PTRACE_SETREGS, tid, 0, &regs);
        }
}

static void stopped(pid_t tid, int status)
{
    struct __ptrace_syscall_info call;
    int sig = WSTOPSIG(status), event = status >> 16;
    if (event) {
        int group = event == PTRACE_EVENT_STOP && (sig == SIGSTOP || sig == SIGTSTP || sig == SIGTTIN || sig == SIGTTOU);
        ptrace(group ? PTRACE_LISTEN : PTRACE_SYSCALL, tid, 0, 0);
        return;
    }
    if (sig == (SIGTRAP | 0x80)) {
        sig = 0;
        if (ptrace(PTRACE_GET_SYSCALL_INFO, tid, sizeof call, &call) > 0) {
            if (call.op == PTRACE_SYSCALL_INFO_ENTRY) entering(tid, &call);
            else if (call.op == PTRACE_SYSCALL_INFO_EXIT) leaving(tid);
        }
    }
    ptrace(PTRACE_SYSCALL, tid, 0, sig);
}

int main(int argc, char **argv)
{
    int go[2], status, first = 3, result = -1;
    if (argc < 5 || pipe2(go, O_CLOEXEC)) return 97;
    report = argv[1];
    mode = argv[2];
    if (strcmp(argv[first], "--")) at = atol(argv[first++]);
    if (strcmp(argv[first], "--")) value = atol(argv[first++]);
    if (strcmp(argv[first], "--")) return 97;
    if (!(root = fork())) {
        char byte;
        setpgid(0, 0);
        if (read(go[0], &byte, 1) != 1) _exit(96);
        execvp(argv[first + 1], argv + first + 1);
        _exit(127);
    }
    if (ptrace(PTRACE_SEIZE, root, 0, PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
               PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL) || ptrace(PTRACE_INTERRUPT, root, 0, 0)) {
        perror("ptrace");
        return 95;
    }
    for (int started = 0;;) {
        pid_t tid = waitpid(-1, &status, __WALL);
        if (tid < 0) break;
        if (WIFSTOPPED(status)) stopped(tid, status);
        else if (tid == root) result = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (!started++ && write(go[1], "x", 1) != 1) return 94;
    }
    done(result);
}
