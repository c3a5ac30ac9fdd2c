"""One call at a time."""
import functools


def lock_methods(owner, names, lock):
    """Lets the methods of the class run one at a time."""
    for name in names:
        setattr(owner, name, _locked(getattr(owner, name), lock))


def _locked(method, lock):
    @functools.wraps(method)
    def locked(*args, **more):
        with lock:
            return method(*args, **more)

    return locked
