"""What the operating system says about processes: memory, processor time, priority; and the limits set on them.

Standard library only, so that nothing has to be installed in a hospital: /proc on Linux, a job object on Windows. What
a system does not tell is None. Memory is in MB (1024² bytes).
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path
from typing import Any

MB = 1024 * 1024
MEMORY_SHARE = 0.8  # of what is free when a job starts; the rest stays for the window and for others


def usable_cores() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def default_threads() -> int:
    """Threads for a method if nobody chose: all processors, less one for the window where there are more than two."""
    cores = usable_cores()
    return cores if cores <= 2 else cores - 1


def available_mb() -> float | None:
    """Memory that can be taken without swapping, also considering a container's limit."""
    if sys.platform == "win32":
        return _windows_available_mb()
    found = [mb for mb in (_proc_field(Path("/proc/meminfo"), "MemAvailable:"), _container_free_mb()) if mb is not None]
    if found:
        return min(found)
    with contextlib.suppress(ValueError, OSError):  # macOS tells the total only
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / MB / 2
    return None


def own_memory_mb(pid: int) -> float | None:
    """Memory that a process holds alone: neither files mapped into it nor memory shared with others."""
    status = Path(f"/proc/{pid}/status")
    anonymous, swapped = _proc_field(status, "RssAnon:"), _proc_field(status, "VmSwap:")
    return None if anonymous is None else anonymous + (swapped or 0.0)


def cpu_seconds(pid: int) -> float | None:
    """Processor time that a process has used so far, over all its threads."""
    if sys.platform == "win32":
        return None
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def reset_peak_memory() -> None:
    """Let `peak_memory_mb` of this process count from now on, where the system can (Linux)."""
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")


def peak_memory_mb() -> float:
    """The most memory this process held at once, libraries and mapped volumes included (peak resident set)."""
    if sys.platform == "win32":
        return _windows_peak_mb()
    peak = _proc_field(Path("/proc/self/status"), "VmHWM:")
    if peak is not None:
        return peak
    import resource

    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / MB


def stand_back() -> None:
    """Give this process a low priority, and make it the one that the system ends first when memory runs out."""
    if sys.platform == "win32":
        import ctypes

        below_normal = 0x4000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
        return
    with contextlib.suppress(OSError):
        os.nice(10)
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("800")


def die_with_parent() -> None:
    """On Linux, end this process when the thread that started it ends, even inside native code."""
    if sys.platform == "linux":
        import ctypes
        import signal

        set_death_signal = 1
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(set_death_signal, signal.SIGKILL)


def confine(pid: int, memory_mb: float | None) -> Any:
    """On Windows, put a process into a job object: it cannot exceed the memory, and ends with this program.

    Returns the job's handle, to be kept as long as the process, or None elsewhere (there the parent watches).
    """
    if sys.platform == "win32":
        return _windows_job(pid, memory_mb)
    return None


def _proc_field(file: Path, name: str) -> float | None:
    """A value in kB from a /proc file of lines such as "RssAnon:   1234 kB", in MB."""
    try:
        text = file.read_text()
    except OSError:
        return None
    for line in text.splitlines():
        if line.startswith(name):
            return int(line.split()[1]) / 1024
    return None


def _container_free_mb() -> float | None:
    """What a container's memory limit leaves (cgroup version 2 or 1), None without a limit."""
    for folder, limit, used in (
        ("/sys/fs/cgroup", "memory.max", "memory.current"),
        ("/sys/fs/cgroup/memory", "memory.limit_in_bytes", "memory.usage_in_bytes"),
    ):
        with contextlib.suppress(OSError, ValueError):
            most = int((Path(folder) / limit).read_text())
            cached = _cached_bytes(Path(folder) / "memory.stat")
            return (most - int((Path(folder) / used).read_text()) + cached) / MB
    return None


def _cached_bytes(statistics: Path) -> int:
    """Bytes of file cache that the system gives back when asked."""
    for line in statistics.read_text().splitlines():
        name, value = line.split()
        if name in ("inactive_file", "total_inactive_file"):
            return int(value)
    return 0


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _MemoryStatus(ctypes.Structure):
        _fields_ = [
            ("length", wintypes.DWORD), ("load", wintypes.DWORD),
            *((name, ctypes.c_ulonglong) for name in ("total", "available", "page_total", "page_available",
                                                      "virtual_total", "virtual_available", "extended")),
        ]  # fmt: skip

    class _ProcessMemory(ctypes.Structure):
        _fields_ = [
            ("size", wintypes.DWORD), ("faults", wintypes.DWORD),
            *((name, ctypes.c_size_t) for name in ("peak", "now", "q1", "q2", "q3", "q4", "page", "page_peak")),
        ]  # fmt: skip

    class _JobLimits(ctypes.Structure):
        _fields_ = [
            ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", wintypes.DWORD),
            ("least_working_set", ctypes.c_size_t), ("most_working_set", ctypes.c_size_t),
            ("processes", wintypes.DWORD), ("affinity", ctypes.c_size_t),
            ("priority", wintypes.DWORD), ("scheduling", wintypes.DWORD),
            *((f"io{n}", ctypes.c_ulonglong) for n in range(6)),
            ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t),
            ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
        ]  # fmt: skip

    def _windows_available_mb() -> float | None:
        status = _MemoryStatus(length=ctypes.sizeof(_MemoryStatus))
        ok = ctypes.windll.kernel32.GlobalMemoryStatusEx(ctypes.byref(status))
        return float(status.available) / MB if ok else None

    def _windows_peak_mb() -> float:
        counters = _ProcessMemory(size=ctypes.sizeof(_ProcessMemory))
        kernel = ctypes.windll.kernel32
        kernel.GetCurrentProcess.restype = wintypes.HANDLE
        kernel.K32GetProcessMemoryInfo(kernel.GetCurrentProcess(), ctypes.byref(counters), counters.size)
        return float(counters.peak) / MB

    def _windows_job(pid: int, memory_mb: float | None) -> Any:
        kernel = ctypes.windll.kernel32
        kernel.CreateJobObjectW.restype = kernel.OpenProcess.restype = wintypes.HANDLE
        memory_flag, end_with_us, limits_class, set_quota_and_terminate = 0x100, 0x2000, 9, 0x101
        limits = _JobLimits(flags=end_with_us | (memory_flag if memory_mb else 0))
        limits.process_memory = int((memory_mb or 0) * MB)
        job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
        kernel.SetInformationJobObject(job, limits_class, ctypes.byref(limits), ctypes.sizeof(limits))
        process = wintypes.HANDLE(kernel.OpenProcess(set_quota_and_terminate, False, pid))
        kernel.AssignProcessToJobObject(job, process)
        kernel.CloseHandle(process)
        return job
