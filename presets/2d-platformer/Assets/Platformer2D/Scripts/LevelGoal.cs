using UnityEngine;
using UnityEngine.Events;
using UnityEngine.SceneManagement;

namespace Platformer2D
{
    /// <summary>The end of the level: tells it, darkens the screen, and loads the next scene.</summary>
    [RequireComponent(typeof(Collider2D))]
    public sealed class LevelGoal : MonoBehaviour
    {
        [SerializeField, Tooltip("Scene to load; empty plays this one again.")]
        private string nextScene = "";

        [SerializeField] private SceneFader fader;
        [SerializeField] private AudioClip sound;
        [SerializeField] private UnityEvent reached = new UnityEvent();

        private void OnTriggerEnter2D(Collider2D other)
        {
            if (!other.TryGetComponent(out PlayerController2D player) || !player.IsControlled)
            {
                return;
            }

            player.IsControlled = false;
            if (player.TryGetComponent(out PlayerSounds sounds))
            {
                sounds.Play(sound);
            }

            reached.Invoke();
            fader.Load(nextScene.Length > 0 ? nextScene : SceneManager.GetActiveScene().name);
        }
    }
}
