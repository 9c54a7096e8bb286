from aduan.admin import aduan, rujukan

__all__ = ["aduan", "rujukan"]
