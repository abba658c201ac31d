using UnityEngine;

namespace VisualNovel
{
    /// <summary>Plays music, which changes softly, and single sounds.</summary>
    public sealed class Soundtrack : MonoBehaviour
    {
        [SerializeField] private StoryLibrary library;
        [SerializeField] private AudioSource music;
        [SerializeField] private AudioSource sounds;

        [SerializeField, Min(0.01f), Tooltip("Seconds for one piece of music to fade.")]
        private float fadeTime = 1f;

        private AudioClip wanted;

        public void PlayMusic(string name)
        {
            wanted = name.Length > 0 ? library.FindSound(name) : null;
        }

        public void PlaySound(string name)
        {
            sounds.PlayOneShot(library.FindSound(name));
        }

        public void TakeVolumes()
        {
            sounds.volume = Preferences.SoundVolume;
        }

        private void Awake()
        {
            wanted = music.clip;
            TakeVolumes();
        }

        private void Update()
        {
            bool isRight = music.clip == wanted;
            float volume = isRight ? Preferences.MusicVolume : 0f;
            music.volume = Mathf.MoveTowards(music.volume, volume, Time.unscaledDeltaTime / fadeTime);
            if (!isRight && music.volume <= 0f)
            {
                music.clip = wanted;
                music.Play();
            }
        }
    }
}
