"""Small registers for tests: the real form, a handful of rows."""

import csv
import gzip
import io

from catalogue.places.progress import Progress
from catalogue.places.register import load_register
from catalogue.places.register.loading import DATA

DIVISIONS = """\
code,name_zh,level,kind,parent_code,province_code,in_mca_2026,in_nbs_2023,replaced_by
110101,东城区,county,district,110000,110000,1,1,
350100,福州市,prefecture,prefecture-city,350000,350000,1,1,
350102,鼓楼区,county,district,350100,350000,1,1,
441900,东莞市,prefecture,prefecture-city,440000,440000,1,1,
500105,江北区,county,abolished,500000,500000,0,1,500157
500157,两江区,county,district,500000,500000,1,0,
650104,新市区,county,district,650000,650000,1,1,
"""
STREETS = """\
code,name,county_code
110101002,前门街道,110101
350102001,东街街道,350102
441900003,东城街道,441900
650104501,乌鲁木齐经济技术开发区,650104
"""
COMMUNITIES = """\
code,name,street_code
110101002001,草厂社区居委会,110101002
350102001001,军门社区居民委员会,350102001
350102001002,东街村委会,350102001
350102001498,东街虚拟社区,350102001
441900003001,岗贝社区,441900003
441900003500,东城生活区,441900003
650104501001,一〇四团南通路东社区居民委员会,650104501
650104501002,第１社区,650104501
"""


class Quiet(io.StringIO):
    """A log that nobody reads."""


class Register:
    """A folder with the four files of a register, changed by a test as it likes."""

    def __init__(self, folder):
        self.folder = folder
        (folder / "provinces.csv").write_bytes((DATA / "provinces.csv").read_bytes())
        self.write("divisions", DIVISIONS)
        self.write("streets", STREETS)
        self.write("communities", COMMUNITIES)

    def write(self, name, text):
        content = text if isinstance(text, bytes) else text.encode()
        (self.folder / f"{name}.csv.gz").write_bytes(gzip.compress(content))

    def replace(self, name, old, new):
        path = self.folder / f"{name}.csv.gz"
        content = gzip.decompress(path.read_bytes()).decode()
        assert old in content
        self.write(name, content.replace(old, new))

    def load(self, **options):
        return load_register(folder=self.folder, progress=Progress(Quiet()), **options)


def real_rows(name):
    """Every row of a file that comes with the catalogue."""
    with gzip.open(DATA / f"{name}.csv.gz", "rt", encoding="utf-8") as file:
        return list(csv.DictReader(file))
