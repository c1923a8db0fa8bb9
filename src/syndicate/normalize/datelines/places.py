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
andorra_la_vella apia ashgabat asmara bandar_seri_begawan bangui banjul basseterre belmopan bissau bridgetown
bujumbura castries douala funafuti georgetown gitega honiara khorog kingstown libreville lomé lome malabo maseru
mbabane moroni n'djamena ndjamena naypyitaw ngerulmud nuku'alofa nukualofa palikir paramaribo podgorica port_louis
port_moresby port_of_spain port_vila port-louis porto-novo putrajaya roseau santo_domingo são_tomé st._john's
suva tarawa thimphu vaduz valletta yaren yamoussoukro antwerp ghent bruges rotterdam utrecht eindhoven groningen
maastricht antwerpen gent brugge brussel luik liège liege namur charleroi leuven den_haag arnhem nijmegen lausanne
lugano luzern lucerne basel bâle basle winterthur st._gallen neuchâtel fribourg bellinzona bellinzone graz linz
salzburg innsbruck klagenfurt bregenz eisenstadt st._pölten mainz wiesbaden potsdam magdeburg erfurt schwerin kiel
bremen saarbrücken dortmund duisburg karlsruhe mannheim augsburg nürnberg regensburg passau rostock kassel koblenz
trier freiburg brno ostrava plzeň kraków krakow gdańsk gdansk wrocław wroclaw poznań łódź lublin katowice białystok
szczecin cluj-napoca timișoara iași constanța brașov bucurești debrecen szeged miskolc pécs győr varna plovdiv burgas
novi_sad niš rijeka maribor thessaloniki patras heraklion turku tampere oulu gothenburg göteborg malmö uppsala
trondheim tromsø aarhus odense aalborg bordeaux toulouse grenoble montpellier rennes lille rouen nantes toulon bastia
ajaccio barcelone marsella sevilla seville zaragoza bilbao málaga granada valladolid coimbra braga
porto évora funchal fortaleza recife curitiba porto_alegre belo_horizonte manaus belém florianópolis goiânia
guadalajara monterrey tijuana puebla xalapa oaxaca acapulco medellín barranquilla cartagena guayaquil
cusco arequipa cochabamba santa_cruz_de_la_sierra valparaíso maracaibo asunción trieste
catania cagliari pescara perugia ancona verona padova bolzano guwahati bhopal lucknow jaipur patna ranchi bhubaneswar
thiruvananthapuram kochi mysuru mangaluru nagpur pune indore raipur imphal shillong aizawl agartala gangtok itanagar
kohima dispur jammu shimla amritsar ludhiana jalandhar varanasi kanpur prayagraj visakhapatnam vijayawada madurai
coimbatore chittagong chattogram sylhet khulna rajshahi pokhara multan faisalabad sialkot gilgit muzaffarabad sukkur
gwadar galle jaffna mandalay chiang_mai da_nang haiphong surabaya medan bandung semarang makassar yogyakarta denpasar
palembang kota_kinabalu kuching george_town johor_baru johor_bahru ipoh kota_bharu davao_city cebu_city baguio_city
iloilo_city zamboanga_city quezon_city kaohsiung tainan taichung hsinchu busan incheon daegu daejeon gwangju osaka
kyoto sendai sapporo fukuoka nagoya hiroshima nagasaki naha chengdu chongqing tianjin nanjing hangzhou harbin urumqi
lhasa kunming guiyang xi'an xiamen hohhot changchun shenyang dalian qingdao zhengzhou changsha nanning haikou lanzhou
yinchuan xining taiyuan shijiazhuang jinan hefei fuzhou nanchang isfahan shiraz tabriz mashhad ahvaz kerman zahedan
rasht benin_city port_harcourt ibadan kano kaduna maiduguri enugu kumasi tamale mombasa kisumu nakuru dodoma arusha
mwanza durban bloemfontein port_elizabeth gqeberha polokwane bulawayo blantyre lubumbashi goma bukavu kisangani garoua
bouake oran fes marrakech tangier agadir sfax misrata sirte aswan luxor port_said suez ismailia najaf karbala
sulaymaniyah hodeidah taiz mukalla ta'izz salalah sharjah fujairah dammam tabuk irbid aqaba latakia deir_ez-zor nablus
hebron jenin haifa beersheba adana antalya bursa diyarbakır diyarbakir gaziantep erzurum konya trabzon shymkent
karaganda aktau samarkand bukhara khujand mazar-i-sharif herat jalalabad kunduz ghazni batumi kutaisi gyumri ganja
mykolaiv zaporizhzhia dnipro kherson poltava chernihiv sumy uzhhorod ternopil mariupol luhansk sevastopol simferopol
brest grodno gomel vitebsk mogilev rostov-on-don krasnodar kazan samara ufa chelyabinsk omsk irkutsk krasnoyarsk
khabarovsk yakutsk murmansk kaliningrad sochi grozny
ростов-на-дону краснодар казань самара уфа пермь челябинск омск иркутск красноярск хабаровск владивосток якутск
мурманск калининград сочи грозный симферополь севастополь новосибирск екатеринбург астана алматы ташкент бишкек баку
ереван тбилиси миколаїв запоріжжя дніпро херсон полтава чернігів суми ужгород тернопіль луцьк рівне вінниця житомир
черкаси чернівці софия београд скопие αθήνα θεσσαλονίκη λευκωσία
الموصل أربيل البصرة كركوك النجف كربلاء السليمانية مأرب الحديدة تعز المكلا صلالة الشارقة عجمان الدمام مكة_المكرمة
المدينة_المنورة تبوك العقبة إربد اللاذقية إدلب نابلس جنين بنغازي مصراتة وهران مراكش طنجة أغادير صفاقس الإسكندرية
أسوان السويس بورسعيد نواكشوط مقديشو جيبوتي أديس_أبابا نيروبي بروكسل فيينا أثينا مانيلا طوكيو کرمانشاه کرج
ایلام قزوین زنجان بیرجند بجنورد شهرکرد یاسوج خرم_آباد بروجرد شیراز تبریز
اهواز کرمان زاهدان گرگان ارومیه اردبیل سنندج همدان یزد بوشهر بندرعباس هرات قندهار اسلام_آباد کراچی لاہور پشاور کوئٹہ
راولپنڈی ملتان فیصل_آباد مظفرآباد گلگت نئی_دہلی
नई_दिल्ली मुंबई कोलकाता चेन्नई लखनऊ पटना भोपाल जयपुर रांची देहरादून शिमला चंडीगढ़ रायपुर अहमदाबाद भुवनेश्वर हैदराबाद
बेंगलुरु तिरुवनंतपुरम गुवाहाटी श्रीनगर जम्मू वाराणसी प्रयागराज कानपुर
ירושלים תל_אביב חיפה באר_שבע רמאללה
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
