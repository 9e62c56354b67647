import Glibc

func exitWorkbench(_ code: Int32) -> Never { exit(code) }
