from factbox._factbox import *
