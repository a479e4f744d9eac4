# The time zone data of the machine is there to read.
# expect-stdout: 2024-07-01T14:00:00+02:00 CEST
# expect-stdout: 2024-01-01T13:00:00+01:00 CET
# expect-stdout: 2024-06-30T20:00:00-04:00
from datetime import datetime, timezone
from zoneinfo import ZoneInfo

berlin = ZoneInfo("Europe/Berlin")
for month in (7, 1):
    noon = datetime(2024, month, 1, 12, tzinfo=timezone.utc).astimezone(berlin)
    print(noon.isoformat(), noon.tzname())
print(datetime(2024, 7, 1, tzinfo=timezone.utc).astimezone(ZoneInfo("America/New_York")).isoformat())
