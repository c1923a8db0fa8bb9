"""Cities that stand in a dateline alone, without a country, in the languages that print them so. Data only."""

from __future__ import annotations

_CITIES = """
abidjan abu_dhabi abuja accra addis_ababa aden ahmedabad albany albuquerque aleppo alexandria algiers almaty amman
amsterdam anchorage ankara antananarivo astana asuncion athens atlanta auckland austin baghdad baku baltimore bamako
bangalore bangkok barcelona basra beijing beirut belfast belgrade benghazi bengaluru berlin bern birmingham bishkek
bogota boston brasilia bratislava brisbane brussels bucharest budapest buenos_aires buffalo cairo calgary canberra
cape_town caracas cardiff casablanca chandigarh charlotte chennai chicago chisinau cincinnati cleveland colombo
columbus conakry copenhagen cotonou dakar dallas damascus dar_es_salaam darwin dhaka delhi denver detroit djibouti
doha donetsk dubai dublin dushanbe edinburgh edmonton erbil fallujah frankfurt freetown gaborone gaza gaza_city
geneva glasgow guangzhou guatemala_city hamburg hanoi harare havana helsinki ho_chi_minh_city hong_kong honolulu
houston hyderabad idlib indianapolis irbil islamabad istanbul izmir jakarta jeddah jerusalem johannesburg juba kabul
kampala kandahar karachi kathmandu khartoum kharkiv kiev kigali kinshasa kirkuk kolkata kuala_lumpur kuwait
kuwait_city kyiv la_paz lagos lahore las_vegas leipzig lilongwe lima lisbon liverpool ljubljana london los_angeles
luanda lusaka luxembourg lviv lyon macau madrid managua manama manchester manila maputo marseille mecca melbourne
memphis mexico_city miami milan milwaukee minneapolis minsk mogadishu monrovia montevideo montreal moscow mosul
mumbai munich muscat nairobi naples nashville new_delhi new_orleans new_york niamey nicosia nouakchott novosibirsk
odesa odessa oslo ottawa ouagadougou panama_city paris perth peshawar philadelphia phnom_penh phoenix pittsburgh
port-au-prince portland prague pretoria pristina pyongyang quebec_city quetta quito rabat ramadi ramallah rawalpindi
reykjavik riga rio_de_janeiro riyadh rome sacramento salt_lake_city san_antonio san_diego san_francisco san_juan
san_salvador sanaa santiago sao_paulo sarajevo seattle seoul shanghai shenzhen singapore skopje sofia srinagar
st._louis st._petersburg stockholm strasbourg sydney taipei tallinn tampa tashkent tbilisi tegucigalpa tehran
tel_aviv the_hague tikrit tirana tokyo toronto tripoli tunis turin ulaanbaatar united_nations vancouver vatican_city
venice victoria vienna vientiane vilnius vladivostok warsaw washington wellington windhoek winnipeg wuhan yangon
yaounde yekaterinburg yerevan zagreb zurich alger athènes bonn genf bagdad beyrouth bruxelles le_caire damas genève
la_haye jérusalem lisbonne londres moscou pékin téhéran varsovie vienne montréal québec düsseldorf köln münchen wien
zürich prag warschau moskau peking kairo brüssel rom athen bogotá brasília la_habana ciudad_de_méxico méxico
santiago_de_chile são_paulo lisboa milano roma torino napoli palermo bologna firenze venezia genova
frankfurt_am_main stuttgart dresden hannover москва киев минск пекин вашингтон лондон париж берлин токио
санкт-петербург київ львів харків одеса
أبوظبي أنقرة إسطنبول الجزائر الخرطوم الدوحة الرباط الرياض القاهرة القدس الكويت المنامة باريس برلين بغداد بيروت بكين
تونس جدة جنيف حلب دبي دمشق رام_الله روما صنعاء طرابلس طهران عدن عمّان عمان غزة لندن مدريد مسقط موسكو نيويورك واشنطن
تهران مشهد اصفهان کابل مسکو
"""
CITIES = frozenset(name.replace("_", " ") for name in _CITIES.split())
# Where a Chinese report puts the name of a place behind that of its reporter.
CHINESE = tuple(
    """
    北京 上海 广州 廣州 深圳 天津 重庆 重慶 武汉 武漢 南京 杭州 成都 西安 香港 澳门 澳門 台北 臺北 高雄 台中
    台南 新北 桃園 华盛顿 華盛頓 纽约 紐約 洛杉矶 洛杉磯 伦敦 倫敦 巴黎 柏林 莫斯科 东京 東京 首尔 首爾 平壤
    新德里 曼谷 河内 新加坡 悉尼 日内瓦 日內瓦 布鲁塞尔 布魯塞爾 罗马 羅馬 马德里 馬德里 开罗 開羅 德黑兰 德黑蘭
    巴格达 巴格達 耶路撒冷 基辅 基輔
    """.split()  # noqa: SIM905 - a table of words reads best as words
)
